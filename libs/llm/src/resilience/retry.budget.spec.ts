import { RetryBudget } from './retry.budget.js';

function retriesOf(calls: number): number {
  const budget = new RetryBudget();
  let retries = 0;
  for (let call = 0; call < calls; call++) {
    budget.earn();
    while (budget.take()) retries++;
  }
  return retries;
}

describe('RetryBudget', () => {
  it.each([50, 500, 5_000])('grants at most a fifth of %i calls that all fail', (calls) => {
    expect(retriesOf(calls)).toBe(calls / 5);
  });

  it('lets the first call of a process retry twice, and grants at no point of 500 calls more than a fifth besides', () => {
    const granted = Array.from({ length: 500 }, (_, calls) => retriesOf(calls + 1));
    expect(granted[0]).toBe(2);
    granted.forEach((retries, index) => expect(retries).toBeLessThanOrEqual(Math.max(2, (index + 1) / 5)));
    expect(granted.at(-1)).toBe(100);
  });

  it('does not save up without end', () => {
    const budget = new RetryBudget();
    for (let call = 0; call < 100_000; call++) budget.earn();
    let retries = 0;
    while (budget.take()) retries++;
    expect(retries).toBe(100);
  });
});
