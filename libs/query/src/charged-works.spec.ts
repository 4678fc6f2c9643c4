import { anAnswer } from '@app/cache/testing';
import { Account, type Usage } from '@app/core';
import { BareRefusal } from './bare-refusal.js';
import { chargedWorks } from './charged-works.js';
import type { Ending, Progress } from './flights/flight-event.js';
import type { FlightControl, FlightWork } from './flights/flight.js';

class Ledger extends Account {
  readonly charged: [tokens: number, usd?: number][] = [];
  admitCall = async () => undefined;
  admitWrite = async () => true;
  charge({ total }: Usage, usd?: number): void {
    this.charged.push(usd === undefined ? [total] : [total, usd]);
  }
}

const PRICES: Readonly<Record<string, number>> = { cheap: 1, dear: 10 };
const PIECE: Progress = { type: 'delta', text: 'word ' };
const USAGE = { prompt: 10, completion: 5, total: 15 };

async function flown(work: FlightWork, isLeft: boolean | 'before' = false) {
  const [account, leaving] = [new Ledger(), new AbortController()];
  const emitted: Progress[] = [];
  const control: FlightControl = {
    signal: leaving.signal,
    remainingMs: () => 1_000,
    emit: (event) => emitted.push(event),
    isOutdated: () => false,
  };
  const works = chargedWorks(
    { remembered: () => work, forgotten: () => work },
    { account, costOf: ({ total }, model) => PRICES[model ?? 'cheap']! * total, promptTokens: () => 7 },
  );
  if (isLeft === 'before') leaving.abort();
  const running = works.forgotten('uncacheable')(control);
  if (isLeft) leaving.abort();
  const ending = await running.catch((error: unknown) => error);
  return { charged: account.charged, ending, emitted };
}

const answered = (usage: Usage): Ending => ({
  ...{ type: 'answer', stored: false },
  answer: { ...anAnswer('Twelve chars'), model: 'dear', usage },
});

describe('charged works', () => {
  it('charge what an answer used, by the model that gave it', async () => {
    const { charged, ending, emitted } = await flown(async (control) => {
      control.emit(PIECE);
      return answered(USAGE);
    });
    expect([charged, emitted]).toEqual([[[15, 150]], [PIECE]]);
    expect(ending).toMatchObject({ type: 'answer' });
  });

  it('count for a server that counts nothing', async () => {
    const { charged } = await flown(async () => answered({ prompt: 0, completion: 0, total: 0 }));
    expect(charged).toEqual([[7 + 3, 100]]);
  });

  it('charge the answer that came although its caller had left', async () => {
    const late = await flown(async () => answered(USAGE), true);
    expect(late.charged).toEqual([[15, 150]]);
  });

  it('charge what had come when everybody left, and the question', async () => {
    const { charged, ending } = await flown(async (control) => {
      control.emit(PIECE);
      control.emit(PIECE);
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('aborted');
    }, true);
    expect([charged, ending]).toEqual([[[7 + 2, 9]], new Error('aborted')]);
  });

  it('charge the question when everybody left after it was sent', async () => {
    const { charged } = await flown(async (control) => {
      control.onSend?.();
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('aborted');
    }, true);
    expect(charged).toEqual([[7, 7]]);
  });

  it('charge nothing when everybody left before the question was sent', async () => {
    const { charged, ending } = await flown(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('aborted');
    }, true);
    expect([charged, ending]).toEqual([[], new Error('aborted')]);
  });

  it('charge a refusal, which is an error and costs like any other answer', async () => {
    const { charged, ending } = await flown(async () => {
      throw new BareRefusal({ ...anAnswer(''), model: 'dear', usage: USAGE });
    });
    expect([charged, ending]).toEqual([[[15, 150]], expect.any(BareRefusal)]);
  });

  it('ask no model for who has left, and charge nothing', async () => {
    const work = jest.fn(async () => answered(USAGE));
    const { charged, ending } = await flown(work, 'before');
    expect([charged, work.mock.calls]).toEqual([[], []]);
    expect(ending).toMatchObject({ name: 'AbortError' });
  });

  it('charge nothing for an answer that another request had brought, nor for a call that failed', async () => {
    const hit = { type: 'hit', hit: {} } as unknown as Ending;
    expect((await flown(async () => hit)).charged).toEqual([]);
    expect((await flown(async () => ({ type: 'passed' }))).charged).toEqual([]);
    expect((await flown(() => Promise.reject(new Error('down')))).charged).toEqual([]);
  });

  it('are the works themselves when nobody counts', () => {
    const works = { remembered: jest.fn(), forgotten: jest.fn() };
    expect(chargedWorks(works, { costOf: () => 0, promptTokens: () => 0 })).toBe(works);
  });
});
