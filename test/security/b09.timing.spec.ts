import { ACME_KEY, openStage, RIVAL_KEY, SEMANTIC, type Stage } from '../e2e/stage.js';
import { timed } from '../support/timing.js';

/** With so many the area's own standard deviation is about 0.013. */
const PAIRS = 1_000;
const LONG = 300_000;

/** The probability that a probe of the first kind took longer than one of the second: 0.5 when time tells nothing. */
function areaUnderCurve(one: readonly number[], other: readonly number[]): number {
  const ranked = [...one.map((ms) => [ms, 1]), ...other.map((ms) => [ms, 0])] as [number, number][];
  ranked.sort(([a], [b]) => a - b);
  const ranks = ranked.reduce((sum, [, isOne], at) => sum + isOne * (at + 1), 0);
  return (ranks - (one.length * (one.length + 1)) / 2) / (one.length * other.length);
}

/** B9: how long an answer takes tells nobody what somebody else asked. */
describe('time', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(SEMANTIC);
  });
  afterAll(() => stage.close());

  const question = (number: number) =>
    `What is the notice period in contract number ${number} of the archive?`;
  const probe = async (number: number) => {
    const [answer, ms] = await timed(() => stage.service.ask({ query: question(number) }, RIVAL_KEY));
    expect([answer?.status, answer?.body.cache_info.cache_hit]).toEqual([200, false]);
    const { embed } = timingsOf(answer!.headers['server-timing']!);
    return { ms, embed: embed! };
  };

  it(
    "does not tell another tenant's questions from those that nobody asked, nor does what we tell of it",
    async () => {
      const asked = { ms: [] as number[], embed: [] as number[] };
      const fresh = { ms: [] as number[], embed: [] as number[] };
      for (let pair = 0; pair < PAIRS; pair++) {
        await stage.service.ask({ query: question(2 * pair) }, ACME_KEY);
        // Whichever comes first may find the machine in another state.
        const kinds = Math.random() < 0.5 ? [0, 1] : [1, 0];
        for (const kind of kinds) {
          const { ms, embed } = await probe(2 * pair + kind);
          (kind === 0 ? asked : fresh).ms.push(ms);
          (kind === 0 ? asked : fresh).embed.push(embed);
        }
      }
      // As a caller measures it, and as `Server-Timing` has it.
      const areas = [areaUnderCurve(asked.ms, fresh.ms), areaUnderCurve(asked.embed, fresh.embed)];
      expect([areas, areas.every((area) => Math.abs(area - 0.5) <= 0.05)]).toEqual([areas, true]);
    },
    LONG,
  );

  it('is told to nobody who has no key', async () => {
    const { headers } = await stage.service.ask({ query: question(0) });
    expect(Object.keys(headers).filter((name) => /cache-(status|layer|entry)|^age$/.test(name))).toEqual([]);
  });
});

/** Milliseconds by step, as `Server-Timing` tells them. */
function timingsOf(header: string): Record<string, number> {
  const steps = header.matchAll(/(\w+);dur=([\d.]+)/g);
  return Object.fromEntries([...steps].map(([, step, ms]) => [step!, Number(ms)] as const));
}
