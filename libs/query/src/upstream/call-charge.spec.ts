import { anAnswer } from '@app/cache/testing';
import type { KnownAsk, CacheReader, CacheWriter, EntryOptions } from '@app/cache';
import { Account, StepTimer, SystemClock, type Answer, type Usage } from '@app/core';
import { RecordingSignals } from '@app/core/testing';
import { ModelCatalog } from '@app/llm';
import type { FlightPart, FlightResult } from '../flights/flight-event.js';
import type { FlightControl } from '../flights/flight.js';
import type { StorePlan } from '../plan/call-plan.js';
import type { AnswerRequest } from '../request.js';
import type { CallOutcome, Search, UpstreamClient } from './upstream-client.js';
import { UpstreamGate } from './upstream-gate.js';
import { UpstreamJob } from './upstream-job.js';

class Ledger extends Account {
  readonly charged: [tokens: number, usd?: number][] = [];
  admitCall = async () => undefined;
  admitWrite = async () => true;
  charge({ total }: Usage, usd?: number): void {
    this.charged.push(usd === undefined ? [total] : [total, usd]);
  }
}

const MILLION = 1_000_000;
const PRICES = new Map([
  ['cheap', { input: MILLION, output: MILLION }],
  ['dear', { input: 10 * MILLION, output: 10 * MILLION }],
]);
const PIECE: FlightPart = { type: 'delta', text: 'word ' };
const USAGE = { prompt: 10, completion: 5, total: 15 };
const UNSTORED: StorePlan = { store: false, reason: 'uncacheable' };

interface Flown {
  readonly leaves?: 'before' | 'recheck' | 'during';
  /** The model that is asked; `unlisted` has no price. */
  readonly model?: 'cheap' | 'unlisted';
  readonly plan?: StorePlan;
  readonly account?: Ledger;
}

/** Runs a job whose client does this, for an account. */
async function flown(send: (control: FlightControl) => Promise<CallOutcome>, parts: Flown = {}) {
  const { leaves, model = 'unlisted', plan = UNSTORED } = parts;
  const account = 'account' in parts ? parts.account : new Ledger();
  const [leaving, emitted] = [new AbortController(), [] as FlightPart[]];
  const control: FlightControl = {
    signal: leaving.signal,
    remainingMs: () => 1_000,
    emit: (event) => emitted.push(event),
    isOutdated: () => false,
  };
  const [clock, signals] = [new SystemClock(), new RecordingSignals()];
  const sent = async (call: FlightControl) => {
    const outcome = send(call);
    if (leaves === 'during') leaving.abort();
    return outcome;
  };
  const client: UpstreamClient<AnswerRequest> = { promptTokens: () => 7, send: (_, call) => sent(call) };
  const ask = { tenant: 'acme', timer: new StepTimer(clock, signals) } as unknown as KnownAsk;
  const remember = { model } as EntryOptions;
  const request: AnswerRequest = { ask, account, remember, provider: 'openai', mayWrite: true, deadline: 0 };
  const search: Search = { request, client, caller: leaving, delivery: 'stream' };
  const job = new UpstreamJob(
    {
      ...{ clock, gate: new UpstreamGate(1, signals) },
      catalog: new ModelCatalog({ aliases: new Map(), prices: PRICES }),
      reader: { recheck: async () => ({}), order: async () => 1 } as unknown as CacheReader,
      writer: { skip: () => ({ skipped: 'uncacheable' }) } as unknown as CacheWriter,
    },
    search,
    plan,
  );
  if (leaves === 'before') leaving.abort();
  const running = job.run(control);
  if (leaves === 'recheck') leaving.abort();
  const result = await running.catch((error: unknown) => error);
  return { charged: account?.charged, result, emitted };
}

function answered(usage: Usage): CallOutcome {
  const answer: Answer = { ...anAnswer('Twelve chars'), model: 'dear', usage };
  return { outcome: 'answered', answer, end: { type: 'answer', stored: false, answer } };
}

describe('CallCharge', () => {
  it('charges what an answer used, by the model that gave it', async () => {
    const { charged, result, emitted } = await flown(async (control) => {
      control.emit(PIECE);
      return answered(USAGE);
    });
    expect([charged, emitted]).toEqual([[[15, 150]], [PIECE]]);
    expect(result).toMatchObject({ type: 'answer' });
  });

  it('goes by the price of the model that was asked when there is one', async () => {
    const { charged } = await flown(async () => answered(USAGE), { model: 'cheap' });
    expect(charged).toEqual([[15, 15]]);
  });

  it('goes by the price of the model that answered in place of the one that was asked', async () => {
    const fallback = { upstream: 'spare', model: 'dear' };
    const send = async () => ({ ...answered(USAGE), fallback });
    expect((await flown(send, { model: 'cheap' })).charged).toEqual([[15, 150]]);
  });

  it('counts for a server that counts nothing', async () => {
    const { charged } = await flown(async () => answered({ prompt: 0, completion: 0, total: 0 }));
    expect(charged).toEqual([[7 + 3, 100]]);
  });

  it('charges the answer that came although its caller had left', async () => {
    const late = await flown(async () => answered(USAGE), { leaves: 'during' });
    expect(late.charged).toEqual([[15, 150]]);
  });

  it('charges what had come when everybody left, and the question', async () => {
    const { charged, result } = await flown(
      async (control) => {
        control.emit(PIECE);
        control.emit(PIECE);
        await new Promise((resolve) => setImmediate(resolve));
        throw new Error('aborted');
      },
      { leaves: 'during', model: 'cheap' },
    );
    expect([charged, result]).toEqual([[[7 + 2, 9]], new Error('aborted')]);
  });

  it('charges the question when everybody left after it was sent', async () => {
    const { charged } = await flown(
      async (control) => {
        control.onSend?.();
        await new Promise((resolve) => setImmediate(resolve));
        throw new Error('aborted');
      },
      { leaves: 'during', model: 'cheap' },
    );
    expect(charged).toEqual([[7, 7]]);
  });

  it('charges nothing when everybody left before the question was sent', async () => {
    const { charged, result } = await flown(
      async () => {
        await new Promise((resolve) => setImmediate(resolve));
        throw new Error('aborted');
      },
      { leaves: 'during' },
    );
    expect([charged, result]).toEqual([[], new Error('aborted')]);
  });

  it('charges a refusal, which is an error and costs like any other answer', async () => {
    const error = new Error('refused');
    const { charged, result } = await flown(async () => ({
      ...answered(USAGE),
      end: { type: 'error', error },
    }));
    expect([charged, result]).toEqual([[[15, 150]], error]);
  });

  it.each(['before', 'recheck'] as const)(
    'asks no model for who has left, and charges nothing: %s',
    async (leaves) => {
      const send = jest.fn(async () => answered(USAGE));
      const plan: StorePlan = { store: true, ask: {} as KnownAsk, recheck: false };
      const { charged, result } = await flown(send, { leaves, plan });
      expect([charged, send.mock.calls]).toEqual([[], []]);
      expect(result).toMatchObject({ name: 'AbortError' });
    },
  );

  it('charges nothing for an answer that another request had brought, nor for a call that failed', async () => {
    const plan: StorePlan = { store: true, ask: {} as KnownAsk, recheck: true };
    const recalled = await flown(async () => answered(USAGE), { plan });
    expect([recalled.charged, (recalled.result as FlightResult).type]).toEqual([[], 'hit']);
    const passed = await flown(async () => ({ outcome: 'upstream_failed', end: { type: 'passed' } }));
    expect(passed.charged).toEqual([]);
    expect((await flown(() => Promise.reject(new Error('down')))).charged).toEqual([]);
  });

  it('is not needed without an account', async () => {
    const { result } = await flown(async () => answered(USAGE), { account: undefined });
    expect(result).toMatchObject({ type: 'answer' });
  });
});
