import { Logger } from '@nestjs/common';
import type { QdrantNode } from './qdrant.node.js';

/** How soon a lost node is asked whether it is back. Doubles while it only answers that question and no call. Milliseconds. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;
/** How long it may take to say so. Milliseconds. */
const READY_MS = 1_000;

/** The nodes of one cluster: whose turn it is, and which of them are lost. A lost node is asked in the background; no call is the probe. */
export class QdrantNodes {
  /** By the timer after which each is asked again. */
  private readonly lost = new Map<QdrantNode, NodeJS.Timeout>();
  private readonly pauses = new Map<QdrantNode, number>();
  private readonly logger = new Logger('RAGCache');
  /** Processes that start together don't all begin with the same node. */
  private turn = Math.floor(Math.random() * 1_000);
  private closed = false;

  constructor(private readonly all: readonly QdrantNode[]) {}

  /** The node to ask and one more: those that are not lost take turns; lost ones are better than none. */
  next(): readonly [QdrantNode, QdrantNode?] {
    const isUp = (node: QdrantNode) => !this.lost.has(node);
    const up = this.lost.size === 0 ? this.all : this.all.filter(isUp);
    const at = this.turn++;
    const nodeAt = (nodes: readonly QdrantNode[], ahead: number) => nodes[(at + ahead) % nodes.length]!;
    if (up.length > 1) return [nodeAt(up, 0), nodeAt(up, 1)];
    if (up.length === 0) return [nodeAt(this.all, 0), nodeAt(this.all, 1)];
    return this.lost.size === 0 ? [up[0]!] : [up[0]!, nodeAt([...this.lost.keys()], 0)];
  }

  /** It did what a call asked of it. */
  served(node: QdrantNode): void {
    if (this.pauses.size > 0) this.pauses.delete(node);
  }

  /** It failed or stayed silent. The only node is never lost: there is nobody else to ask. */
  failed(node: QdrantNode, cause: unknown): void {
    if (this.closed || this.all.length === 1 || this.lost.has(node)) return;
    const pause = this.pauses.get(node) ?? FIRST_PAUSE_MS;
    this.pauses.set(node, Math.min(pause * 2, LONGEST_PAUSE_MS));
    this.askLater(node, pause);
    this.logger.warn(`Qdrant: ${node.name} is left out until it is ready again (${reasonOf(cause)}).`);
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.lost.values()) clearTimeout(timer);
    await Promise.all(this.all.map((node) => node.close()));
  }

  private askLater(node: QdrantNode, pause: number): void {
    if (this.closed) return;
    this.lost.set(node, setTimeout(() => void this.ask(node, pause), pause).unref());
  }

  private async ask(node: QdrantNode, pause: number): Promise<void> {
    try {
      await node.ready(AbortSignal.timeout(READY_MS));
    } catch {
      return this.askLater(node, pause);
    }
    this.lost.delete(node);
    this.logger.log(`Qdrant: ${node.name} is ready again.`);
  }
}

function reasonOf(cause: unknown): string {
  const { code, name } = cause as { code?: unknown; name?: unknown };
  return String(code ?? name);
}
