import { ReusePolicy } from '../reuse.policy.js';

describe('QuestionStep', () => {
  const policy = ReusePolicy.create({ languages: 'any' });

  it('lets a question that stands alone be compared by meaning', () => {
    expect(policy.eligible('Where is lunch served?')).toEqual({ pass: true });
  });

  it('keeps a text that holds more than a question from being compared by meaning', () => {
    const verdict = policy.eligible('Lunch is served in the canteen.\n\nWhere is lunch served?');
    expect(verdict).toEqual({ pass: false, reason: 'not-a-question' });
  });
});
