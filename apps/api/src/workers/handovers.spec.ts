import type { Worker } from 'node:cluster';
import { EventEmitter } from 'node:events';
import { Handovers } from './handovers.js';

function worker(handovers = new Handovers()) {
  const sent: unknown[][] = [];
  const send = (...message: unknown[]) => sent.push(message);
  const process = Object.assign(new EventEmitter(), { send });
  handovers.watch({ process } as unknown as Worker);
  const connection = { open: true, close: () => (connection.open = false) };
  return { process, sent, connection, handovers };
}

describe('Handovers', () => {
  it('hang up a connection that was on its way to a worker that died', () => {
    const { process, sent, connection, handovers } = worker();
    const message = { cmd: 'NODE_CLUSTER', act: 'newconn', seq: 7 };
    process.send(message, connection);
    expect([sent, connection.open, handovers.hasPending]).toEqual([[[message, connection]], true, true]);
    process.emit('exit');
    expect([connection.open, handovers.hasPending]).toEqual([false, false]);
  });

  it('leave alone what the worker has taken or given back', () => {
    const { process, connection } = worker();
    process.send({ act: 'newconn', seq: 7 }, connection);
    process.emit('internalMessage', { ack: 7, accepted: true });
    process.emit('exit');
    expect(connection.open).toBe(true);
  });

  it('pass on everything else as it is', () => {
    const { process, sent, handovers } = worker();
    const callback = () => undefined;
    process.send({ kind: 'scraped' }, callback);
    process.emit('exit');
    expect(sent).toEqual([[{ kind: 'scraped' }, callback]]);
    expect(handovers.accepted).toBe(0);
  });

  it('count what came, and know what has not been taken by any of the workers', () => {
    const handovers = new Handovers();
    const [first, second] = [worker(handovers), worker(handovers)];
    first.process.send({ act: 'newconn', seq: 1 }, first.connection);
    second.process.send({ act: 'newconn', seq: 2 }, second.connection);
    first.process.emit('internalMessage', { ack: 1, accepted: true });
    expect([handovers.accepted, handovers.hasPending]).toEqual([2, true]);
    second.process.emit('internalMessage', { ack: 2, accepted: true });
    expect([handovers.accepted, handovers.hasPending]).toEqual([2, false]);
  });

  it('send what is said while the port closes after it, in order', () => {
    const { process, sent, handovers } = worker();
    handovers.withoutSending(() => {
      process.send({ act: 'disconnect' });
      process.send({ kind: 'scraped' });
      expect(sent).toEqual([]);
    });
    process.send({ kind: 'report-wanted' });
    const [first, second, third] = sent.map(([message]) => message);
    expect([first, second, third]).toEqual([
      { act: 'disconnect' },
      { kind: 'scraped' },
      { kind: 'report-wanted' },
    ]);
  });
});
