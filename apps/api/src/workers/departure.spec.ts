import { Departure } from './departure.js';

const turns = () => new Promise((done) => setTimeout(done, 20));

function workers(size: number) {
  const arrivals = { accepted: 0, hasPending: false, withoutSending: (work: () => void) => work() };
  const departure = new Departure(arrivals);
  const gone: number[] = [];
  const all = Array.from({ length: size }, (_, number) => ({
    disconnect: () => void gone.push(number),
  })) as never[];
  for (const worker of all) departure.listens(worker);
  return { arrivals, departure, gone, all };
}

describe('Departure', () => {
  it('lets one go at once while others take what comes', () => {
    const { departure, gone, all } = workers(2);
    departure.wantsToLeave(all[1]!);
    expect(gone).toEqual([1]);
  });

  it('lets all go together once the last one can', async () => {
    const { departure, gone, all } = workers(2);
    departure.stop(0);
    departure.wantsToLeave(all[0]!);
    await turns();
    expect(gone).toEqual([]);
    departure.wantsToLeave(all[1]!);
    await turns();
    expect(gone).toEqual([0, 1]);
  });

  it('waits until what was accepted has been taken', async () => {
    const { arrivals, departure, gone, all } = workers(1);
    arrivals.hasPending = true;
    departure.wantsToLeave(all[0]!);
    await turns();
    expect(gone).toEqual([]);
    arrivals.hasPending = false;
    await turns();
    expect(gone).toEqual([0]);
  });

  it('waits for nobody who died', async () => {
    const { departure, gone, all } = workers(2);
    departure.stop(0);
    departure.wantsToLeave(all[0]!);
    departure.ended(all[1]!);
    await turns();
    expect(gone).toEqual([0]);
  });
});
