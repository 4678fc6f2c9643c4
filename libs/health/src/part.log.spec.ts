import { PartLog } from './part.log.js';

describe('PartLog', () => {
  it('tells why a part is down once, and once that it is back', async () => {
    const told: object[] = [];
    const note = (line: object) => void told.push(line);
    const log = new PartLog({ warn: note, log: note });
    const fails = () =>
      log.note('entries', Promise.reject(new Error('database is locked'))).catch(() => undefined);
    for (let turn = 0; turn < 3; turn++) await fails();
    for (let turn = 0; turn < 3; turn++) await log.note('entries', Promise.resolve());
    await fails();
    const down = { part: 'entries', reason: 'database is locked', msg: 'part fails its health check' };
    expect(told).toEqual([down, { part: 'entries', msg: 'part passes its health check again' }, down]);
  });
});
