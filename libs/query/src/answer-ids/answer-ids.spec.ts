import { ManualClock } from '@app/core/testing';
import * as fc from 'fast-check';
import { AnswerIds } from './answer-ids.js';

const DAY_MS = 86_400_000;
const NAMES = fc.stringMatching(/^(resp|msg|rs|fc)_[0-9a-f]{16,64}$/);
const TENANTS = fc.string({ minLength: 1, maxLength: 20 });

function scene(secret = 'a secret', keepDays = 30) {
  const clock = new ManualClock();
  const ids = new AnswerIds({ secret, keepDays }, clock);
  const now = () => Math.floor(clock.now() / 1_000);
  return {
    clock,
    ids,
    now,
    issue: (id: string, tenant = 'acme') => ids.of(tenant, 'openai').issue(id, now()),
  };
}

describe('AnswerIds', () => {
  it('resolves what it issued, for its tenant alone, and never issues an id twice', () => {
    const { ids, issue } = scene();
    fc.assert(
      fc.property(NAMES, TENANTS, TENANTS, (name, tenant, other) => {
        const [one, two] = [issue(name, tenant), issue(name, tenant)];
        expect(one).not.toBe(two);
        expect(one).toMatch(new RegExp(`^${name.split('_')[0]}_rc_[\\w-]+$`));
        expect(one).not.toContain(name.slice(-16));
        expect(ids.resolved(one, tenant, 'openai')).toBe(name);
        if (other !== tenant) expect(() => ids.resolved(one, other, 'openai')).toThrow('There is no answer');
        expect(() => ids.resolved(one, tenant, 'anthropic')).toThrow('There is no answer');
      }),
    );
  });

  it('leaves ids alone that are not of its making', () => {
    const { ids } = scene();
    fc.assert(
      fc.property(fc.oneof(NAMES, fc.string()), (id) => expect(ids.resolved(id, 'acme', 'openai')).toBe(id)),
    );
  });

  it('refuses one with any bit changed, and one of another secret', () => {
    const { ids, issue } = scene();
    const id = issue('resp_0123456789abcdef');
    for (let at = 'resp_rc_'.length; at < id.length - 1; at++) {
      const changed = id.slice(0, at) + (id[at] === 'A' ? 'B' : 'A') + id.slice(at + 1);
      expect(() => ids.resolved(changed, 'acme', 'openai')).toThrow('There is no answer');
    }
    expect(() => scene('another secret').ids.resolved(id, 'acme', 'openai')).toThrow('There is no answer');
  });

  it('refuses one whose original the provider no longer keeps', () => {
    const { clock, ids, issue } = scene('a secret', 2);
    const id = issue('resp_0123456789abcdef');
    clock.advance(2 * DAY_MS - 1_000);
    expect(ids.resolved(id, 'acme', 'openai')).toBe('resp_0123456789abcdef');
    clock.advance(3_000);
    expect(() => ids.resolved(id, 'acme', 'openai')).toThrow('2 days (RESPONSES_KEEP_DAYS)');
  });

  it('puts originals into a body, and leaves every other byte, however it is spelled', () => {
    const { ids, issue } = scene();
    const values = fc.record({
      input: fc.jsonValue({ stringUnit: 'grapheme' }),
      text: fc.string({ unit: 'grapheme' }),
    });
    fc.assert(
      fc.property(values, NAMES, fc.constantFrom('', ' ', '\n\t'), ({ input, text }, name, space) => {
        const id = issue(name);
        const bodyWith = (one: string) =>
          `{"input":${JSON.stringify([input, { x: 1 }])},"previous_response_id"${space}:${space}"${one}","text":${JSON.stringify(`${text}"id":"${id}"`)}}`;
        const resolved = ids.resolvedBody(Buffer.from(bodyWith(id)), 'acme', 'openai').toString();
        expect(resolved).toBe(bodyWith(name));
      }),
    );
  });

  it('gives back the very bytes when there is nothing to resolve', () => {
    const raw = Buffer.from('{"previous_response_id":"resp_1","input":"_rc_"}');
    expect(scene().ids.resolvedBody(raw, 'acme', 'openai')).toBe(raw);
  });
});
