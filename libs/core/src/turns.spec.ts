import { Turns } from './turns.js';

describe('Turns', () => {
  it('are due each time that so much was done', () => {
    const turns = new Turns(10);
    expect([4, 5, 1, 9, 1, 25, 9].map((amount) => turns.isDue(amount))).toEqual([
      ...[false, false, true, false, true, true, false],
    ]);
  });
});
