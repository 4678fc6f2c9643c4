import type { Schemas } from '@qdrant/js-client-rest';
import type { EmbeddingSpace } from '@app/embedding';
import { collectionName } from './qdrant.collection-name.js';
import type { QdrantConnection } from './qdrant.connection.js';
import { QdrantCollectionError, statusOf, type VectorShape } from './qdrant.errors.js';

type Information = Schemas['CollectionInfo'];

const DISTANCE = 'Cosine';
/** No graph over all points, one per tenant: every search is inside one. */
const GRAPH = { payload_m: 16, m: 0 };

/** Every field that any of our filters names: a server in strict mode, as Qdrant Cloud's are, refuses others. */
const INDEXES: Readonly<Record<string, Schemas['PayloadFieldSchema']>> = {
  tenant: { type: 'keyword', is_tenant: true },
  scope: 'keyword',
  epoch_tenant: 'integer',
  epoch_namespace: 'integer',
  expires_at: 'integer',
  entry_id: 'keyword',
  swept_at: 'integer',
};

/** The collection of one embedding space: its name, and that it is there as it has to be. */
export class QdrantCollection {
  readonly name: string;

  constructor(
    private readonly connection: QdrantConnection,
    prefix: string,
    private readonly space: EmbeddingSpace,
  ) {
    this.name = collectionName(prefix, space);
  }

  /** Makes what is missing; any number of replicas may do so at once. @throws QdrantCollectionError */
  async prepare(): Promise<void> {
    const found = (await this.read()) ?? (await this.create());
    this.assertFits(found);
    await this.index(found);
  }

  /** @throws when the collection can't be searched. */
  async check(): Promise<void> {
    this.assertFits(await this.connection.points.getCollection(this.name));
  }

  private async read(): Promise<Information | undefined> {
    try {
      return await this.connection.points.getCollection(this.name);
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  /** Another replica may have been quicker: then what it made is looked at. */
  private async create(): Promise<Information> {
    const { administration } = this.connection;
    const vectors = { size: this.space.dimension, distance: DISTANCE } as const;
    try {
      await administration.createCollection(this.name, { vectors, hnsw_config: GRAPH });
    } catch (error) {
      if (statusOf(error) !== 409) throw error;
    }
    return administration.getCollection(this.name);
  }

  private assertFits({ config }: Information): void {
    const shape: VectorShape = config.params.vectors ?? {};
    if (shape.size === this.space.dimension && shape.distance === DISTANCE) return;
    throw new QdrantCollectionError(this.name, shape, this.space);
  }

  private async index({ payload_schema }: Information): Promise<void> {
    const missing = Object.entries(INDEXES).filter(([field]) => !(field in payload_schema));
    for (const [field_name, field_schema] of missing)
      await this.connection.administration.createPayloadIndex(this.name, {
        ...{ field_name, field_schema, wait: true },
      });
  }
}
