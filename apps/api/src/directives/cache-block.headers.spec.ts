import * as fc from 'fast-check';
import type { RagCacheError } from '@app/core';
import { type FieldError } from '@app/core';
import { cacheBlockOf } from './cache-block.js';
import { CACHE_HEADERS } from './cache-headers.table.js';

const header = (name: string, value: string) => ({ [name.toLowerCase()]: value });

function faultsOf(headers: Record<string, string>): readonly FieldError[] {
  try {
    cacheBlockOf(headers);
    return [];
  } catch (error) {
    expect(error).toMatchObject({ code: 'validation_failed' });
    return (error as RagCacheError).errors ?? [];
  }
}

describe('cacheBlockOf', () => {
  it('takes the body as it is when no header says more', () => {
    const body = { ttl: 60, tags: ['a'] };
    expect(cacheBlockOf({ 'x-cache-other': '1', host: 'x' }, body)).toBe(body);
  });

  it('lets each header beat its member of the body, and no other', () => {
    const body = { ttl: 60, mode: 'off', threshold: 0.5, tags: ['body'], namespace: 'body' } as const;
    const headers = {
      ...{ 'x-cache-ttl': '120', 'x-cache-mode': 'exact', 'x-cache-threshold': '1' },
      ...{ 'x-cache-tags': ' faq ,, settings', 'x-cache-namespace': 'header' },
    };
    expect(cacheBlockOf(headers, { ...body, tags: ['body'] })).toEqual({
      ...{ ttl: 120, mode: 'exact', threshold: 1, tags: ['faq', 'settings'], namespace: 'header' },
    });
    expect(cacheBlockOf({ 'x-cache-ttl': '1' }, { ...body, tags: ['body'] })).toEqual({ ...body, ttl: 1 });
  });

  it.each([
    ['X-Cache-TTL', ['0', '2592001', '1.5', '-1', 'ten', '', '60, 60', '0x10', '1e3', '9'.repeat(400)]],
    ['X-Cache-Mode', ['on', 'EXACT', '', 'exact, off']],
    ['X-Cache-Threshold', ['1.01', '-0.1', 'high', '', '1e1', 'e-1', '.', 'NaN', '9'.repeat(400)]],
    ['X-Cache-Namespace', ['a b', '', 'x'.repeat(65), 'a/b']],
    ['X-Cache-Tags', [Array(17).fill('a').join(), 'x'.repeat(65)]],
  ])('names a malformed %s and says what is right', (name, values) => {
    for (const value of values) {
      const rule = Object.values(CACHE_HEADERS).find((row) => row.name === name)!.rule;
      expect(faultsOf(header(name, value))).toEqual([{ path: name, message: rule }]);
    }
  });

  it('names all that are malformed', () => {
    const faults = faultsOf({ 'x-cache-ttl': '0', 'x-cache-mode': 'on' });
    expect(faults.map(({ path }) => path).sort()).toEqual(['X-Cache-Mode', 'X-Cache-TTL']);
  });

  it('reads tags as the bytes were meant, UTF-8 or Latin-1', () => {
    const sent = Buffer.from('größe,läuft').toString('latin1');
    expect(cacheBlockOf({ 'x-cache-tags': sent }).tags).toEqual(['größe', 'läuft']);
    expect(cacheBlockOf({ 'x-cache-tags': 'größe' }).tags).toEqual(['größe']);
  });

  it.each(Object.values(CACHE_HEADERS))('takes the example of $name', ({ name, example }) => {
    expect(faultsOf(header(name, String(example)))).toEqual([]);
  });

  it('takes every number in bounds and says what it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_592_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (ttl, part) => {
          const threshold = part / 10_000;
          const headers = { 'x-cache-ttl': `${ttl}`, 'x-cache-threshold': threshold.toFixed(4) };
          expect(cacheBlockOf(headers)).toEqual({ ttl, threshold });
        },
      ),
    );
  });

  it('either takes a header or refuses it by its name, whatever it says', () => {
    const names = Object.values(CACHE_HEADERS).map(({ name }) => name);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary' }), (name, value) => {
        for (const { path } of faultsOf(header(name, value))) expect(path).toBe(name);
      }),
    );
  });
});
