import { anAnswer, memoryCache, rememberOptions, type MemoryCache } from '@app/cache/testing';
import { Account, RagCacheError, type Answer } from '@app/core';
import { FindAnswer, type Finding } from './find-answer.js';
import { MemoryFlightBoard } from './flights/adapters/memory.flight-board.js';
import type { FlightResult } from './flights/flight-event.js';
import type { FlightJob } from './flights/flight.js';
import { SingleFlight } from './flights/single-flight.js';
import type { Subscription } from './flights/subscription.js';
import type { StorePlan } from './plan/call-plan.js';
import type { Directives } from './query-command.js';
import type { AnswerRequest, Lookup } from './request.js';
import type { Search, UpstreamClient } from './upstream/upstream-client.js';
import { UpstreamJobs, type UpstreamJobTools } from './upstream/upstream-job.js';

const QUESTION = 'Who is on call?';
const REPHRASED = 'please, who is on call';

/** Makes jobs that the spec ends by hand; each answer is another. */
class HeldJobs extends UpstreamJobs {
  /** The plans of the jobs that run: `storing`, `refreshing`, or why nothing is stored. */
  readonly started: string[] = [];
  private readonly ends: (() => void)[] = [];

  constructor(private readonly cache: MemoryCache) {
    super({} as UpstreamJobTools);
  }

  override create(_: Search, plan: StorePlan): FlightJob {
    if (!plan.store) return { run: () => this.answer(plan.reason, () => false) };
    return {
      run: () => {
        // Later than anything that the spec stores otherwise.
        const called = { ...plan.ask, order: Number.MAX_SAFE_INTEGER - 1_000 + this.started.length };
        return this.answer(plan.recheck ? 'storing' : 'refreshing', (answer) => {
          return 'written' in this.cache.writer.accept(answer, called, rememberOptions());
        });
      },
    };
  }

  end(): void {
    this.ends.splice(0).forEach((end) => end());
  }

  private answer(what: string, store: (answer: Answer) => boolean): Promise<FlightResult> {
    const answer = anAnswer(`Answer ${this.started.push(what)}.`);
    return new Promise((resolve) =>
      this.ends.push(() => resolve({ type: 'answer', answer, stored: store(answer) })),
    );
  }
}

/** Admits as it is told to, and notes the questions. */
class Till extends Account {
  readonly asked: string[] = [];

  constructor(
    private readonly isOpen = true,
    private readonly hasRoom = true,
  ) {
    super();
  }

  async admitCall() {
    this.asked.push('call');
    if (!this.isOpen) throw new RagCacheError('rate_limited', 'Enough.');
  }

  async admitWrite() {
    this.asked.push('write');
    return this.hasRoom;
  }

  charge(): void {}
}

const subscriptions: Subscription[] = [];

async function scene() {
  const cache = await memoryCache({ SEMANTIC_BUDGET_MS: 5_000 });
  const jobs = new HeldJobs(cache);
  const finder = new FindAnswer(cache.reader, new SingleFlight(new MemoryFlightBoard(cache.clock), jobs));
  const find = async (directives: Directives = {}, parts: Partial<Lookup> & { question?: string } = {}) => {
    const finding = await finder.find({
      request: {
        ask: cache.ask(parts.question ?? QUESTION, { maxAgeMs: directives.maxAgeMs }),
        deadline: cache.clock.monotonic() + 5_000,
        ...{ remember: rememberOptions(), mayWrite: true, provider: 'openai' },
        ...parts,
        directives,
      },
      client: {} as UpstreamClient<AnswerRequest>,
      caller: new AbortController(),
      delivery: 'whole',
    });
    if (finding.kind === 'flight') subscriptions.push(finding.subscription);
    return finding;
  };
  const remember = async () => {
    cache.writer.accept(anAnswer('Remembered.'), await cache.knownAsk(QUESTION), rememberOptions());
    await cache.writer.drain();
  };
  return { cache, jobs, find, remember };
}

const tick = () => new Promise((resolve) => setImmediate(resolve));
const forwardedOf = (finding: Finding) => (finding.kind === 'hit' ? 'hit' : finding.forwarded);
/** Ends all jobs and gives the found answer's text. */
async function textOf(finding: Finding, jobs: HeldJobs): Promise<string> {
  if (finding.kind === 'hit') return finding.hit.entry.payload.answer.text;
  await tick();
  jobs.end();
  const result = await finding.subscription.result();
  return result.type === 'answer' ? result.answer.text : result.type;
}

const BYPASS = { bypass: 'use-cache-false' } as const;
const MISS = { kind: 'miss', collapsed: false };
const NOT_IN_CACHE = { code: 'not_in_cache' };

describe('FindAnswer', () => {
  afterEach(() => subscriptions.splice(0).forEach((subscription) => subscription.leave()));

  it('has one flight for all who ask the same, and finds its answer afterwards', async () => {
    const { jobs, find } = await scene();
    const [one, two] = [await find(), await find()];
    expect([one, two].map(forwardedOf)).toMatchObject([MISS, { ...MISS, collapsed: true }]);
    expect(await textOf(two, jobs)).toBe('Answer 1.');
    expect(await textOf(one, jobs)).toBe('Answer 1.');
    expect(forwardedOf(await find({}, { question: REPHRASED }))).toBe('hit');
    expect(jobs.started).toEqual(['storing']);
  });

  describe('with an account', () => {
    it('asks it before a model is asked, and for nothing that memory or another call answers', async () => {
      const { jobs, find, remember } = await scene();
      const account = new Till();
      const [first, joined] = [await find({}, { account }), await find({}, { account })];
      expect([first, joined].map(forwardedOf)).toMatchObject([MISS, { collapsed: true }]);
      await textOf(first, jobs);
      await remember();
      expect(forwardedOf(await find({}, { account }))).toBe('hit');
      expect(account.asked).toEqual(['call', 'write']);
    });

    it('takes room for one call though many ask the same at the same time', async () => {
      const { jobs, find } = await scene();
      const account = new Till();
      const all = await Promise.all(Array.from({ length: 20 }, () => find({}, { account })));
      await tick();
      expect(all.filter((finding) => finding.kind === 'flight')).toHaveLength(20);
      expect([jobs.started, account.asked]).toEqual([['storing'], ['call', 'write']]);
    });

    it('refuses one and starts the flight of another who asks the same at the same time', async () => {
      const { jobs, find } = await scene();
      const refused = expect(find({}, { account: new Till(false) })).rejects.toMatchObject({
        code: 'rate_limited',
      });
      const [, , admitted] = await Promise.all([refused, tick(), find({}, { account: new Till() })]);
      await tick();
      expect([forwardedOf(admitted), jobs.started]).toMatchObject([MISS, ['storing']]);
    });

    it.each<[string, Directives, Partial<Lookup>]>([
      ['a miss', {}, {}],
      ['a refresh', { noCache: true }, {}],
      ['a lone call', { noStore: true }, {}],
      ['a bypass', {}, BYPASS],
      ['what has no identity', {}, { isUncacheable: true }],
    ])('starts nothing when it refuses: %s', async (_, directives, parts) => {
      const { jobs, find } = await scene();
      const refused = find(directives, { ...parts, account: new Till(false) });
      await expect(refused).rejects.toMatchObject({ code: 'rate_limited' });
      await tick();
      expect(jobs.started).toEqual([]);
    });

    it('answers, but does not remember, when enough was written', async () => {
      const { jobs, find } = await scene();
      const account = new Till(true, false);
      for (const noCache of [false, true]) await textOf(await find({ noCache }, { account }), jobs);
      expect(jobs.started).toEqual(['write-limit', 'write-limit']);
    });

    it('takes no room for an answer that would not be remembered anyway', async () => {
      const { find } = await scene();
      const account = new Till();
      await find({ noStore: true }, { account });
      await find({}, { ...BYPASS, account });
      expect(account.asked).toEqual(['call', 'call']);
    });
  });

  describe('told no-cache', () => {
    it('reads nothing and refreshes the entry', async () => {
      const { cache, jobs, find, remember } = await scene();
      await remember();
      const read = jest.spyOn(cache.stores.entries, 'find');
      const fresh = await find({ noCache: true });
      expect([forwardedOf(fresh), read.mock.calls]).toEqual([{ kind: 'refresh' }, []]);
      expect(await textOf(fresh, jobs)).toBe('Answer 1.');
      expect(jobs.started).toEqual(['refreshing']);
      expect(await textOf(await find(), jobs)).toBe('Answer 1.');
    });

    it('starts a flight of its own that later callers join', async () => {
      const { jobs, find } = await scene();
      const [older, fresh, later] = [await find(), await find({ noCache: true }), await find()];
      expect([older, fresh, later].map(forwardedOf)).toMatchObject([
        MISS,
        { kind: 'refresh' },
        { ...MISS, collapsed: true },
      ]);
      expect(await textOf(later, jobs)).toBe('Answer 2.');
      expect([await textOf(older, jobs), await textOf(fresh, jobs)]).toEqual(['Answer 1.', 'Answer 2.']);
    });

    it('and no-store flies alone, reads nothing and writes nothing', async () => {
      const { cache, jobs, find, remember } = await scene();
      await remember();
      const read = jest.spyOn(cache.stores.entries, 'find');
      const [lone, other] = [
        await find({ noCache: true, noStore: true }),
        await find({ noCache: true, noStore: true }),
      ];
      expect([lone, other].map(forwardedOf)).toEqual([{ kind: 'refresh' }, { kind: 'refresh' }]);
      expect(read).not.toHaveBeenCalled();
      expect([await textOf(lone, jobs), await textOf(other, jobs)]).toEqual(['Answer 1.', 'Answer 2.']);
      expect(await textOf(await find(), jobs)).toBe('Remembered.');
      expect(jobs.started).toEqual(['not-asked-to', 'not-asked-to']);
    });

    it('makes one call known to later ones though the numbers of the place are not', async () => {
      const { cache, jobs, find } = await scene();
      jest.spyOn(cache.stores.registry, 'read').mockRejectedValue(new Error('broken'));
      const [fresh, later] = [await find({ noCache: true }), await find()];
      expect([fresh, later].map(forwardedOf)).toMatchObject([{ kind: 'refresh' }, { collapsed: true }]);
      await tick();
      expect(jobs.started).toEqual(['registry-unavailable']);
    });
  });

  describe('told no-store', () => {
    it('may answer from memory', async () => {
      const { find, remember } = await scene();
      await remember();
      expect(forwardedOf(await find({ noStore: true }))).toBe('hit');
      expect(forwardedOf(await find({ noStore: true }, { question: REPHRASED }))).toBe('hit');
    });

    it('flies alone and leaves nothing', async () => {
      const { jobs, find } = await scene();
      const [shared, lone] = [await find(), await find({ noStore: true })];
      expect([shared, lone].map(forwardedOf)).toMatchObject([MISS, MISS]);
      (shared as Extract<Finding, { kind: 'flight' }>).subscription.leave();
      expect(await textOf(lone, jobs)).toBe('Answer 2.');
      expect(jobs.started).toEqual(['storing', 'not-asked-to']);
    });
  });

  describe('told max-age', () => {
    it.each([QUESTION, REPHRASED])(
      'takes what is younger, and says that the rest was too old: %s',
      async (question) => {
        const { cache, jobs, find, remember } = await scene();
        await remember();
        cache.clock.advance(5_000);
        expect(forwardedOf(await find({ maxAgeMs: 5_000 }, { question }))).toBe('hit');
        const old = await find({ maxAgeMs: 4_999 }, { question });
        expect(forwardedOf(old)).toMatchObject({ ...MISS, isTooOld: true });
        await textOf(old, jobs);
        expect(forwardedOf(await find({ maxAgeMs: 0 }, { question }))).toBe('hit');
      },
    );
  });

  describe('told only-if-cached', () => {
    it('answers from memory or not at all', async () => {
      const { jobs, find, remember } = await scene();
      await expect(find({ onlyIfCached: true })).rejects.toMatchObject(NOT_IN_CACHE);
      await remember();
      expect(forwardedOf(await find({ onlyIfCached: true }))).toBe('hit');
      expect(forwardedOf(await find({ onlyIfCached: true }, { question: REPHRASED }))).toBe('hit');
      expect(jobs.started).toEqual([]);
    });

    it('joins no flight', async () => {
      const { find } = await scene();
      await find();
      await expect(find({ onlyIfCached: true })).rejects.toMatchObject(NOT_IN_CACHE);
    });

    it.each<[string, Directives, Partial<Lookup>]>([
      ['with no-cache', { noCache: true }, {}],
      ['with no-cache and no-store', { noCache: true, noStore: true }, {}],
      ['with no-store on a miss', { noStore: true }, { ask: undefined }],
      ['with a max-age that the answer is past', { maxAgeMs: 1 }, {}],
      ['for a request that can not be in memory', {}, { isUncacheable: true }],
      ['when memory is switched off', {}, { bypass: 'cache-mode-off' }],
    ])('says no %s', async (_, directives, parts) => {
      const { cache, jobs, find, remember } = await scene();
      if (!('ask' in parts)) await remember();
      cache.clock.advance(2_000);
      const request = 'ask' in parts ? {} : parts;
      await expect(find({ ...directives, onlyIfCached: true }, request)).rejects.toMatchObject(NOT_IN_CACHE);
      expect(jobs.started).toEqual([]);
    });

    it('says no when memory is broken', async () => {
      const { cache, find } = await scene();
      jest.spyOn(cache.stores.registry, 'read').mockRejectedValue(new Error('broken'));
      await expect(find({ onlyIfCached: true })).rejects.toMatchObject(NOT_IN_CACHE);
    });
  });

  it.each<Directives>([{}, { noCache: true }, { noStore: true }, { onlyIfCached: true }])(
    'leaves memory out when asked to, whatever else is wished: %j',
    async (directives) => {
      const { jobs, find, remember } = await scene();
      await remember();
      const finding = await find(directives, BYPASS);
      expect(forwardedOf(finding)).toEqual({ kind: 'bypass', reason: 'use-cache-false' });
      expect(await textOf(finding, jobs)).toBe('Answer 1.');
      expect(jobs.started).toEqual(['not-asked-to']);
    },
  );

  it('neither reads nor shares what can not be remembered', async () => {
    const { jobs, find, remember } = await scene();
    await remember();
    const [one, two] = [await find({}, { isUncacheable: true }), await find({}, { isUncacheable: true })];
    expect([one, two].map(forwardedOf)).toEqual([MISS, MISS]);
    await tick();
    expect(jobs.started).toEqual(['uncacheable', 'uncacheable']);
  });
});
