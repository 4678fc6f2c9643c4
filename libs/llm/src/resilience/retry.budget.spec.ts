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

  it('lets a process that has just started retry', () => {
    expect(retriesOf(1)).toBe(10);
  });

  it('does not save up without end', () => {
    const budget = new RetryBudget();
    for (let call = 0; call < 100_000; call++) budget.earn();
    let retries = 0;
    while (budget.take()) retries++;
    expect(retries).toBe(100);
  });
});
