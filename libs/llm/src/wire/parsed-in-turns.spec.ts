import * as fc from 'fast-check';
import { BrokenAnswer } from '../errors.js';
import { parsedInTurns } from './parsed-in-turns.js';

const inTurns = (text: string) => parsedInTurns(text, 'data', 0);
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

describe('parsedInTurns', () => {
  it('parses as JSON.parse does, whatever stands around the array and in it', async () => {
    const member = fc.tuple(fc.constantFrom('data', 'model', 'x'), fc.jsonValue());
    const array = fc.array(fc.jsonValue()).map((value) => ['data', value] as const);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(member, array)),
        fc.constantFrom('', ' ', '\n\t'),
        async (all, space) => {
          const members = all.map(([name, value]) => {
            const text = JSON.stringify(value, null, space.length);
            return `${space}${JSON.stringify(name)}${space}:${space}${text}${space}`;
          });
          const text = `${space}{${members.join()}}${space}`;
          expect(await inTurns(text)).toEqual(JSON.parse(text));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('refuses what JSON.parse refuses', async () => {
    const good = '{"a":[1],"data":[{"b":[1,2]},"x]",3],"c":{}}';
    const marks = fc.constantFrom(...[',', ']', '[', '}', '{', '"', ':', '1', ' ', '-']);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length), fc.nat(2), marks, async (at, cut, mark) => {
        const text = good.slice(0, at) + mark + good.slice(at + cut);
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          expected = undefined;
        }
        const result = await inTurns(text).catch((error: unknown) => {
          expect(error).toBeInstanceOf(BrokenAnswer);
          return undefined;
        });
        expect(result).toEqual(isObject(expected) ? expected : undefined);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['', '[]', 'null', '{"data":[1,]}', '{"data":[,1]}', '{"data":[1 2]}', '{"data":[1', '{"data":['])(
    'refuses %s',
    async (text) => {
      await expect(inTurns(text)).rejects.toBeInstanceOf(BrokenAnswer);
    },
  );
});
