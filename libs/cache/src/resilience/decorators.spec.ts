import { EntryStore } from '../ports/entry-store.port.js';
import { PurgeLog } from '../ports/purge-log.port.js';
import { SourceRegistry } from '../ports/source-registry.port.js';
import { Store } from '../ports/store.port.js';
import { VectorIndex } from '../ports/vector-index.port.js';
import { FailOpenEntryStore } from './fail-open.entry-store.js';
import { FailOpenVectorIndex } from './fail-open.vector-index.js';
import { GuardedPurgeLog } from './guarded.purge-log.js';
import { GuardedSourceRegistry } from './guarded.source-registry.js';

const DECORATORS: readonly [object, readonly object[]][] = [
  [FailOpenEntryStore.prototype, [EntryStore.prototype, Store.prototype]],
  [FailOpenVectorIndex.prototype, [VectorIndex.prototype, Store.prototype]],
  [GuardedSourceRegistry.prototype, [SourceRegistry.prototype, Store.prototype]],
  [GuardedPurgeLog.prototype, [PurgeLog.prototype]],
];

describe('decorators of ports', () => {
  it.each(DECORATORS)('%p passes on every member with a default', (decorator, ports) => {
    const members = ports.flatMap((port) => Object.getOwnPropertyNames(port));
    expect(Object.getOwnPropertyNames(decorator)).toEqual(expect.arrayContaining(members));
  });
});
