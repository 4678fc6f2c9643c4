import { LimitList, limitListProblem } from './limit-list.js';

describe('a list of limits', () => {
  it('holds for everyone, and for single tenants before that, name by name', () => {
    const list = LimitList.read('requests_per_minute=600;usd_per_day=0.5, batch:concurrent=4;usd_per_day=20');
    expect(list.of('search')).toEqual({ requests_per_minute: 600, usd_per_day: 0.5 });
    expect(list.of('batch')).toEqual({ requests_per_minute: 600, usd_per_day: 20, concurrent: 4 });
    expect(LimitList.read('batch:concurrent=4').of('search')).toEqual({});
  });

  it('may be absent', () => {
    expect(LimitList.read(undefined).of('acme')).toEqual({});
  });

  it.each([
    ['requests_per_minute=0', 'entry 1 needs a whole number from 1 for requests_per_minute'],
    ['requests_per_minute=1.5', 'entry 1 needs a whole number from 1 for requests_per_minute'],
    ['usd_per_day=-1', 'entry 1 needs dollars above 0 for usd_per_day'],
    ['usd_per_day=0.0000001', 'entry 1 needs dollars above 0 for usd_per_day'],
    [
      'concurrent=4,requests=5',
      'entry 2 has no limit=number in "requests=5"; limits are requests_per_minute',
    ],
    ['concurrent', 'entry 1 needs a whole number from 1 for concurrent'],
    ['concurrent=4=5', 'entry 1 has no limit=number in "concurrent=4=5"'],
    ['concurrent=4,', 'entry 2 has no limit=number in ""'],
    ['__proto__=4', 'entry 1 has no limit=number in "__proto__=4"'],
    ['Acme:concurrent=4', 'entry 1 has no tenant before its colon'],
    [':concurrent=4', 'entry 1 has no tenant before its colon'],
    ['acme:concurrent=4,acme:usd_per_day=1', 'entry 2 is the second one for acme'],
    ['concurrent=4,usd_per_day=1', 'entry 2 is the second one for everyone'],
    ['concurrent=4;concurrent=5', 'entry 1 has concurrent twice'],
  ])('says what is wrong with %s', (text, problem) => {
    expect(limitListProblem(text)).toContain(problem);
  });
});
