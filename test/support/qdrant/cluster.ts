import type { CollectionOptions } from './collection.js';
import { Collections } from './collections.js';
import { type QdrantStandIn, startQdrantNode } from './server.js';
import { Topology } from './topology.js';

export interface ClusterOptions extends CollectionOptions {
  readonly apiKey?: string;
  /** How many. */
  readonly nodes?: number;
}

/** The ways in which a node can be gone: killed, its port refuses connections; frozen, it takes them and never answers. */
export type Loss = 'killed' | 'frozen';
export const LOSSES: readonly Loss[] = ['killed', 'frozen'];

interface Node {
  readonly url: string;
  readonly requests: string[];
  loss?: Loss;
  server: QdrantStandIn;
}

/** Nodes that share collections, as a Qdrant 1.17.1 cluster answers in the recorded exchanges before and after one is gone. */
export class QdrantCluster {
  private constructor(
    private readonly nodes: Node[],
    private readonly topology: Topology,
    private readonly restart: (node: number) => Promise<QdrantStandIn>,
  ) {}

  static async start({ nodes = 3, ...options }: ClusterOptions = {}): Promise<QdrantCluster> {
    const topology = new Topology(nodes);
    const all = new Collections(options, topology);
    const made: Node[] = [];
    const open = (node: number, port?: number) =>
      startQdrantNode({
        ...{ ...options, all, node, port },
        isFrozen: () => made[node]?.loss === 'frozen',
        seen: (method, url) => made[node]?.requests.push(`${method} ${url}`),
      });
    for (let node = 0; node < nodes; node++) {
      const server = await open(node);
      made.push({ url: server.url, requests: [], server });
    }
    const restart = (node: number) => open(node, Number(new URL(made[node]!.url).port));
    return new QdrantCluster(made, topology, restart);
  }

  get urls(): string[] {
    return this.nodes.map(({ url }) => url);
  }

  /** As `QDRANT_URL` takes it. */
  get url(): string {
    return this.urls.join(',');
  }

  /** What a node was asked so far: method and path with its query. */
  requests(node: number): readonly string[] {
    return this.nodes[node]!.requests;
  }

  async lose(node: number, loss: Loss): Promise<void> {
    this.topology.leave(node);
    this.nodes[node]!.loss = loss;
    if (loss === 'killed') await this.nodes[node]!.server.close();
  }

  async bringBack(node: number): Promise<void> {
    const one = this.nodes[node]!;
    if (one.loss === 'killed') one.server = await this.restart(node);
    one.loss = undefined;
    this.topology.comeBack(node);
  }

  async close(): Promise<void> {
    for (const { server, loss } of this.nodes) if (loss !== 'killed') await server.close();
  }
}
