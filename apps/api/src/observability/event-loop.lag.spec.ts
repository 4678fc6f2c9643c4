import { setTimeout as wait } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { testApp } from '../../testing/test-app.js';
import { EventLoopLag } from './event-loop.lag.js';

const NAME = 'ragcache_event_loop_lag_seconds';

async function lagIn(registry: Registry): Promise<number> {
  const { values } = await registry.getSingleMetric(NAME)!.get();
  return values[0]!.value;
}

/** The highest lag that was told while the event loop was held up several times: it is measured now and then. */
async function highestLag(registry: Registry): Promise<number> {
  const lags = [];
  for (let round = 0; round < 5; round++) {
    await wait(50);
    holdUp(300);
    await wait(50);
    lags.push(await lagIn(registry));
  }
  return Math.max(...lags);
}

function holdUp(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

describe('EventLoopLag', () => {
  it('tells how late the event loop was, and measures nothing once the application has ended', async () => {
    const registry = new Registry();
    const lag = new EventLoopLag(registry);
    expect(await highestLag(registry)).toBeGreaterThan(0.2);
    lag.onApplicationShutdown();
    expect(await highestLag(registry)).toBe(0);
  });

  it('is closed with the application', async () => {
    const { app } = await testApp();
    const lag = app.get(EventLoopLag, { strict: false });
    const closed = jest.spyOn(lag, 'onApplicationShutdown');
    await app.close();
    expect(closed).toHaveBeenCalledTimes(1);
  });
});
