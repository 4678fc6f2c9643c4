import type { Worker } from 'node:cluster';
import { EventEmitter } from 'node:events';
import { hangUpWith } from './handed-over.js';

function worker() {
  const sent: unknown[][] = [];
  const send = (...message: unknown[]) => sent.push(message);
  const process = Object.assign(new EventEmitter(), { send });
  hangUpWith({ process } as unknown as Worker);
  const connection = { open: true, close: () => (connection.open = false) };
  return { process, sent, connection };
}

describe('hangUpWith', () => {
  it('hangs up a connection that was on its way to a worker that died', () => {
    const { process, sent, connection } = worker();
    const message = { cmd: 'NODE_CLUSTER', act: 'newconn', seq: 7 };
    process.send(message, connection);
    expect([sent, connection.open]).toEqual([[[message, connection]], true]);
    process.emit('exit');
    expect(connection.open).toBe(false);
  });

  it('leaves alone what the worker has taken or given back', () => {
    const { process, connection } = worker();
    process.send({ act: 'newconn', seq: 7 }, connection);
    process.emit('internalMessage', { ack: 7, accepted: true });
    process.emit('exit');
    expect(connection.open).toBe(true);
  });

  it('passes on everything else as it is', () => {
    const { process, sent } = worker();
    const callback = () => undefined;
    process.send({ kind: 'scraped' }, callback);
    process.emit('exit');
    expect(sent).toEqual([[{ kind: 'scraped' }, callback]]);
  });
});
