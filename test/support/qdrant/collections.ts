import { Collection, type CollectionOptions, type FieldSchema, type Settings } from './collection.js';
import { collectionExists, noCollection } from './failures.js';
import { information } from './information.js';
import type { JsonBody } from './json-body.js';
import { Topology } from './topology.js';

const FIELD_TYPES = ['keyword', 'integer', 'float', 'geo', 'text', 'bool', 'datetime', 'uuid'];

/** All collections, by name. */
export class Collections {
  private readonly byName = new Map<string, Collection>();

  constructor(
    private readonly options: CollectionOptions,
    readonly topology = new Topology(1),
  ) {}

  get(name: string): Collection {
    const found = this.byName.get(name);
    if (!found) throw noCollection(name);
    return found;
  }

  list(): object {
    return { collections: [...this.byName.keys()].map((name) => ({ name })) };
  }

  exists(name: string): object {
    return { exists: this.byName.has(name) };
  }

  describe(name: string): object {
    return information(this.get(name), this.topology.size);
  }

  create(name: string, { value }: JsonBody): boolean {
    if (this.byName.has(name)) throw collectionExists(name);
    this.byName.set(name, new Collection(value as Settings, this.options));
    return true;
  }

  delete(name: string): boolean {
    return this.byName.delete(name);
  }

  index(name: string, body: JsonBody): object {
    const { field_name, field_schema } = body.value as { field_name: string; field_schema: FieldSchema };
    if (!FIELD_TYPES.includes(typeof field_schema === 'string' ? field_schema : field_schema.type))
      throw body.misfit('data did not match any variant of untagged enum PayloadFieldSchema');
    const collection = this.get(name);
    collection.indexes.set(field_name, field_schema);
    return { operation_id: collection.number(2), status: 'completed' };
  }
}
