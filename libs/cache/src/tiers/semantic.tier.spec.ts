import { StepTimer } from '@app/core';
import { anEntry, ManualClock, RecordingSignals } from '@app/core/testing';
import { HashingEmbedder } from '@app/embedding/testing';
import { Lexicon } from '../policy/lexicon/lexicon.js';
import { QuestionParser } from '../policy/question/question-parser.js';
import { ReusePolicy } from '../policy/reuse.policy.js';
import { PolicyStep, type Proposal } from '../policy/steps/policy-step.js';
import { PASS, type Verdict } from '../policy/verdict.js';
import type { KnownAsk } from './ask.js';
import type { CandidateSearch } from './candidate-search.js';
import { SemanticTier } from './semantic.tier.js';

const [BEST, SECOND] = ['What is the best?', 'What is the second?'];
const DECLINED: Verdict = { pass: false, reason: 'guard-number' };

/** Answers each stored question from a table, and notes the order in which it is asked. */
class TableStep extends PolicyStep {
  readonly judged: string[] = [];

  constructor(private readonly verdicts: Readonly<Record<string, () => Verdict | Promise<Verdict>>>) {
    super();
  }

  override ofProposal({ stored }: Proposal): Verdict | Promise<Verdict> {
    this.judged.push(stored.text);
    return this.verdicts[stored.text]!();
  }
}

function tierOver(steps: readonly PolicyStep[], budgetMs = 10_000) {
  const [clock, signals] = [new ManualClock(), new RecordingSignals()];
  const candidates = [BEST, SECOND].map((question, index) => {
    return { entry: { ...anEntry(), question }, similarity: 0.99 - index / 100 };
  });
  const search = { find: async () => candidates } as unknown as CandidateSearch;
  const policy = new ReusePolicy(new QuestionParser(Lexicon.load()), steps);
  const tools = { embedder: new HashingEmbedder(), search, policy, signals };
  const tier = new SemanticTier(tools, { mode: 'serve', budgetMs, threshold: 0.5 });
  const ask = {
    ...{ tenant: 'acme', question: 'What is asked?', canonicalKey: 'canonical', threshold: 0 },
    timer: new StepTimer(clock, signals),
  } as unknown as KnownAsk;
  return { find: () => tier.find(ask), signals };
}

describe('SemanticTier', () => {
  it('judges no other candidate once the best one passes', async () => {
    const step = new TableStep({ [BEST]: () => PASS, [SECOND]: () => PASS });
    expect(await tierOver([step]).find()).toMatchObject({ hit: true, entry: { question: BEST } });
    expect(step.judged).toEqual([BEST]);
  });

  it('serves the second candidate when an asynchronous step declines the best one', async () => {
    const step = new TableStep({ [BEST]: async () => DECLINED, [SECOND]: async () => PASS });
    expect(await tierOver([step]).find()).toMatchObject({ hit: true, entry: { question: SECOND } });
    expect(step.judged).toEqual([BEST, SECOND]);
  });

  it('asks the steps after an asynchronous one only when that one passes', async () => {
    const first = new TableStep({ [BEST]: async () => DECLINED, [SECOND]: async () => PASS });
    const last = new TableStep({ [SECOND]: () => ({ pass: false, reason: 'guard-date' }) });
    const declined = { reason: 'guard-number', similarity: 0.99 };
    expect(await tierOver([first, last]).find()).toEqual({ hit: false, declined });
    expect(last.judged).toEqual([SECOND]);
  });

  it('reports and counts why the best candidate was declined, and that alone', async () => {
    const step = new TableStep({
      [BEST]: () => DECLINED,
      [SECOND]: () => ({ pass: false, reason: 'guard-date' }),
    });
    const { find, signals } = tierOver([step]);
    expect(await find()).toEqual({ hit: false, declined: { reason: 'guard-number', similarity: 0.99 } });
    expect(signals.counted).toEqual(['rejection:guard-number']);
  });

  it.each<[string, () => Promise<Verdict>]>([
    ['does not end within the budget', () => new Promise<Verdict>(() => {})],
    ['rejects', () => Promise.reject(new Error('The verifier is down.'))],
  ])('is a miss without a comparison when a step %s', async (_, verdict) => {
    const step = new TableStep({ [BEST]: verdict, [SECOND]: () => PASS });
    const { find, signals } = tierOver([step], 20);
    expect(await find()).toEqual({ hit: false, declined: { reason: 'unavailable' } });
    expect(signals.counted).toEqual(['not_compared:unavailable']);
    expect(step.judged).toEqual([BEST]);
  });
});
