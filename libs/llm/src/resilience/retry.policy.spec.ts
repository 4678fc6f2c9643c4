import { deadlineIn } from '../../testing/deadlines.js';
import { UpstreamError } from '../errors.js';
import { RetryBudget } from './retry.budget.js';
import { RetryPolicy } from './retry.policy.js';

const passing = (retryAfterMs?: number) =>
  new UpstreamError('upstream_failed', 'It failed.', { retryHelps: true, retryAfterMs });

describe('RetryPolicy', () => {
  const policy = (random = 0.5) => new RetryPolicy(new RetryBudget(), () => random);

  it('waits anything up to a bound that doubles', () => {
    expect(policy(0).pauseAfter(passing(), 0, deadlineIn(10_000))).toBe(0);
    expect(policy(0.999).pauseAfter(passing(), 0, deadlineIn(10_000))).toBeCloseTo(249.75);
    expect(policy(0.999).pauseAfter(passing(), 1, deadlineIn(10_000))).toBeCloseTo(499.5);
  });

  it('never comes back before the time that the upstream named', () => {
    expect(policy().pauseAfter(passing(3_000), 0, deadlineIn(10_000))).toBe(3_125);
  });

  it('gives up when that time is beyond the deadline, after two retries, and when a retry can not help', () => {
    const final = new UpstreamError('upstream_refused', 'No.');
    expect(policy().pauseAfter(passing(3_600_000), 0, deadlineIn(10_000))).toBeUndefined();
    expect(policy().pauseAfter(passing(), 2, deadlineIn(10_000))).toBeUndefined();
    expect(policy().pauseAfter(final, 0, deadlineIn(10_000))).toBeUndefined();
    expect(policy().pauseAfter(new Error('a bug'), 0, deadlineIn(10_000))).toBeUndefined();
  });

  it('gives up when the caller has left', () => {
    expect(policy().pauseAfter(passing(), 0, deadlineIn(10_000, AbortSignal.abort()))).toBeUndefined();
  });

  it('pays for retries only', () => {
    const budget = new RetryBudget();
    const strict = new RetryPolicy(budget, () => 0);
    for (let call = 0; call < 100; call++) strict.pauseAfter(passing(3_600_000), 0, deadlineIn(10_000));
    expect(strict.pauseAfter(passing(), 0, deadlineIn(10_000))).toBe(0);
  });
});
