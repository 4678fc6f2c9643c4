import { Logger } from '@nestjs/common';
import type { Schemas } from '@qdrant/js-client-rest';
import type { EmbeddingSpace } from '@app/embedding';
import type { QdrantConnection } from './qdrant.connection.js';
import { QdrantCollectionError, statusOf, type VectorShape } from './qdrant.errors.js';
import type { QdrantLayout, QdrantLayoutPolicy } from './qdrant.layout.js';
import { layoutDifferences } from './qdrant.layout-report.js';
import { indexFields } from './qdrant.payload-indexes.js';
import { findsNothing } from './qdrant.points.js';
import { shortDigest } from '@app/core';

type Information = Schemas['CollectionInfo'];

const DISTANCE = 'Cosine';
/** No graph over all points, one per tenant: every search is inside one. */
const GRAPH = { payload_m: 16, m: 0 };

export interface CollectionParts {
  readonly connection: QdrantConnection;
  readonly layout: QdrantLayoutPolicy;
  readonly space: EmbeddingSpace;
}

/** The collection of one embedding space: its name, and that it is there as it has to be. */
export class QdrantCollection {
  readonly name: string;
  readonly path: string;
  private readonly reported = new Set<string>();

  constructor(
    private readonly parts: CollectionParts,
    prefix: string,
  ) {
    this.name = collectionName(prefix, parts.space);
    this.path = `/collections/${this.name}`;
  }

  /** Makes what is missing; any number of replicas may do so at once. @throws QdrantCollectionError */
  async prepare(): Promise<void> {
    const there = await this.read();
    if (there) this.assertFits(there);
    const { layout, doubts } = await this.parts.layout.wished();
    const found = there ?? (await this.create(layout));
    this.tell([...doubts, ...layoutDifferences(this.name, found.config.params, layout)]);
    await indexFields(this.parts.connection, this.path, found.payload_schema);
    await this.trySearch();
  }

  /** @throws when the collection can't be searched. */
  async check(): Promise<void> {
    this.assertFits(await this.information());
    await this.trySearch();
  }

  private information(): Promise<Information> {
    return this.parts.connection.write({ method: 'GET', path: this.path });
  }

  private async read(): Promise<Information | undefined> {
    try {
      return await this.information();
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  /** Another replica may have been quicker: then what it made is looked at. */
  private async create(wished: QdrantLayout): Promise<Information> {
    const { connection, space } = this.parts;
    const vectors = { size: space.dimension, distance: DISTANCE };
    const body = { vectors, hnsw_config: GRAPH, ...wished };
    try {
      await connection.administer({ method: 'PUT', path: this.path, body });
    } catch (error) {
      if (statusOf(error) !== 409) throw error;
    }
    const made = await connection.administer<Information>({ method: 'GET', path: this.path });
    this.assertFits(made);
    return made;
  }

  /** Values that only cost safety or room are no reason to stop. Each is told once. */
  private tell(warnings: readonly string[]): void {
    for (const warning of warnings.filter((one) => !this.reported.has(one))) {
      this.reported.add(warning);
      new Logger('RAGCache').warn(warning);
    }
  }

  private assertFits({ config }: Information): void {
    const shape: VectorShape = config.params.vectors ?? {};
    if (shape.size === this.parts.space.dimension && shape.distance === DISTANCE) return;
    throw new QdrantCollectionError(this.name, shape, this.parts.space);
  }

  /** A node that describes its collection may still miss shards of it: only a search asks them all. */
  private async trySearch(): Promise<void> {
    const body = findsNothing(this.parts.space.dimension);
    await this.parts.connection.write({ method: 'POST', path: `${this.path}/points/query`, body });
  }
}

/** Qdrant makes it a folder's name. */
const LONGEST = 100;

/** One collection per embedding space: vectors of two spaces never meet. */
export function collectionName(prefix: string, { model, dimension, version }: EmbeddingSpace): string {
  return [prefix, safe(model), dimension, safe(version)].join('-');
}

/** A text that had to change carries its digest, so that two models never share a name. */
function safe(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9._-]+/g, '_').slice(0, LONGEST);
  return plain === text ? text : `${plain}-${shortDigest(text)}`;
}
