import { withinBudget } from './within-budget.js';

describe('withinBudget', () => {
  it('gives the result of work that finishes in time', async () => {
    expect(await withinBudget(Promise.resolve(42), 1_000)).toEqual({ done: true, result: 42 });
  });

  it('gives up on slow work without stopping it', async () => {
    let finished = false;
    const slow = new Promise<void>((resolve) => setTimeout(resolve, 30)).then(() => (finished = true));
    expect(await withinBudget(slow, 5)).toEqual({ done: false });
    await slow;
    expect(finished).toBe(true);
  });

  it('treats failed work as not done, also when it fails after the budget', async () => {
    expect(await withinBudget(Promise.reject(new Error('no')), 1_000)).toEqual({ done: false });
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 10));
    expect(await withinBudget(late, 1)).toEqual({ done: false });
    await expect(late).rejects.toThrow('late');
  });
});
