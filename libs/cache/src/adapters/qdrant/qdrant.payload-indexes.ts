import type { Schemas } from '@qdrant/js-client-rest';
import type { QdrantConnection } from './qdrant.connection.js';

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

/** Makes those that are missing. @param path of the collection. @param there its fields that have one, by name. */
export async function indexFields(connection: QdrantConnection, path: string, there: object): Promise<void> {
  const missing = Object.entries(INDEXES).filter(([field]) => !(field in there));
  for (const [field_name, field_schema] of missing) {
    const body = { field_name, field_schema };
    await connection.administer({ method: 'PUT', path: `${path}/index?wait=true`, body });
  }
}
