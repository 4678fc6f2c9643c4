import { SystemClock } from './clock.js';

describe('SystemClock', () => {
  let wall: number;
  let elapsed: number;
  let clock: SystemClock;

  beforeEach(() => {
    [wall, elapsed] = [1_000_000, 50];
    jest.spyOn(Date, 'now').mockImplementation(() => wall);
    jest.spyOn(performance, 'now').mockImplementation(() => elapsed);
    clock = new SystemClock();
  });
  afterEach(() => jest.restoreAllMocks());

  const pass = (milliseconds: number) => {
    wall += milliseconds;
    elapsed += milliseconds;
  };

  it('tells the wall time', () => {
    expect(clock.now()).toBe(1_000_000);
    pass(700);
    expect(clock.now()).toBe(1_000_700);
  });

  it('goes on at the pace of real time when the wall clock is set back', () => {
    clock.now();
    wall -= 3 * 3_600_000;
    expect(clock.now()).toBe(1_000_000);
    pass(700);
    expect(clock.now()).toBe(1_000_700);
  });

  it('follows a wall clock that is set forward', () => {
    clock.now();
    wall += 3_600_000;
    expect(clock.now()).toBe(4_600_000);
  });
});
