import * as fc from 'fast-check';
import { CacheBlockDto } from './directives/cache.dto.js';
import { CreateKeyDto } from './keys/create-key.dto.js';
import { PurgeDto } from './purge/purge.dto.js';
import { QueryDto } from './query/query.dto.js';
import { compileContract } from './contract/compiled-contract.js';
import { violationsOf } from './contract/violations.js';

/** Values at and around the contract's edges, and the kinds of rubbish that JSON can hold. */
const rubbish = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    '',
    ' ',
    'a',
    '1',
    [],
    {},
    [null],
    [[]],
    [[{}]],
    [{}],
    'off',
    'openai',
  ),
  fc.constantFrom(0, -0, 1, 1.5, -1, 2, 2.1, 4_000, 4_001, 2_592_000, 2_592_001, 1e21),
  fc.string({ unit: 'binary', maxLength: 70 }),
  fc.constantFrom(63, 64, 65, 128, 129, 256, 257, 10_000, 10_001).map((length) => '😀'.repeat(length)),
  fc.constantFrom(50, 51).map((length) => Array.from({ length }, () => ({ id: 'a', text: '' }))),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
);
const member = (name: string, good: fc.Arbitrary<unknown>) =>
  fc
    .option(fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: rubbish }), { nil: undefined })
    .map((value): object => (value === undefined ? {} : { [name]: value }));
const strangers = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('constructor', 'toString', 'hasOwnProperty', 'Query', ''), rubbish),
  },
);
const bodyOf = (...members: fc.Arbitrary<object>[]): fc.Arbitrary<object> =>
  fc.tuple(fc.tuple(...members), strangers).map(([parts, stranger]) => ({
    ...(Object.assign({}, ...parts) as object),
    ...(stranger && { [stranger[0]]: stranger[1] }),
  }));

const text = (max: number) => fc.string({ unit: 'binary', minLength: 1, maxLength: max });
const tags = fc.array(text(10), { maxLength: 17 });
const cache = bodyOf(
  member('ttl', fc.integer({ min: 1, max: 2_592_000 })),
  member('mode', fc.constantFrom('off', 'exact', 'semantic')),
  member('threshold', fc.double({ min: 0, max: 1, noNaN: true })),
  member('tags', tags),
);
const passage = bodyOf(member('id', text(5)), member('version', text(5)), member('text', text(5)));
const question = bodyOf(
  fc.oneof(
    { weight: 8, arbitrary: fc.constant({ query: 'Why?' }) },
    { weight: 1, arbitrary: member('query', text(5)) },
  ),
  member('provider', fc.constantFrom('openai', 'anthropic')),
  member('model', text(5)),
  member('max_tokens', fc.integer({ min: 1, max: 4_000 })),
  member('temperature', fc.double({ min: 0, max: 2, noNaN: true })),
  member('use_cache', fc.boolean()),
  member('system', text(5)),
  member('context', fc.array(passage, { maxLength: 3 })),
  member('namespace', fc.constantFrom('default', 'a.b', 'a b')),
  member('stream', fc.boolean()),
  member('cache', cache),
);
const purge = bodyOf(
  member('all', fc.boolean()),
  member('namespace', fc.constantFrom('default', 'a.b', 'a b')),
  member('tags', tags),
  member('model', text(5)),
);

const limits = bodyOf(
  member('requests_per_minute', fc.integer({ min: 1 })),
  member('usd_per_day', fc.double({ min: 0.01, max: 1e9, noNaN: true })),
);
const newKey = bodyOf(
  fc.oneof(
    { weight: 8, arbitrary: fc.constant({ tenant: 'search', scopes: ['query', 'read'] }) },
    { weight: 1, arbitrary: member('tenant', fc.constantFrom('a', 'A', 'a b')) },
    { weight: 1, arbitrary: member('scopes', fc.array(fc.constantFrom('read', 'root'), { maxLength: 7 })) },
  ),
  member('expires_at', fc.constantFrom('2027-01-01T00:00:00Z', '2027-01-01', 'never')),
  member('limits', limits),
);

const block = fc
  .tuple(cache, member('namespace', fc.constantFrom('default', 'a b')))
  .map(([one, other]) => ({ ...one, ...other }));

describe('the compiled check and class-validator', () => {
  it.each([
    ['questions', QueryDto, question],
    ['purges', PurgeDto, purge],
    ['new keys', CreateKeyDto, newKey],
    ['cache blocks', CacheBlockDto, block],
  ])('accept the same %s', (_name, contract, bodies) => {
    const keeps = compileContract<object>(contract);
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(fc.oneof({ weight: 20, arbitrary: bodies }, { weight: 1, arbitrary: rubbish }), (body) => {
        const violations = violationsOf(contract, body);
        expect({ body, accepts: keeps(body) }).toEqual({ body, accepts: violations.length === 0 });
        seen[violations.length === 0 ? 'accepted' : 'refused'] += 1;
      }),
      { numRuns: 2_000 },
    );
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
  });
});
