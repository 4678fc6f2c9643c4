import { setTimeout as wait } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { testApp } from '../../testing/test-app.js';
import { EventLoopLag } from './event-loop.lag.js';

const NAME = 'ragcache_event_loop_lag_seconds';

async function lagIn(registry: Registry): Promise<number> {
  const { values } = await registry.getSingleMetric(NAME)!.get();
  return values[0]!.value;
}

/** Longer than any pause of a busy machine. */
function holdUp(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

describe('EventLoopLag', () => {
  it('tells how late the event loop was, and measures nothing once the application has ended', async () => {
    const registry = new Registry();
    const lag = new EventLoopLag(registry);
    await wait(50);
    holdUp(300);
    await wait(50);
    expect(await lagIn(registry)).toBeGreaterThan(0.2);
    lag.onApplicationShutdown();
    await wait(50);
    holdUp(300);
    await wait(50);
    expect(await lagIn(registry)).toBe(0);
  });

  it('is closed with the application', async () => {
    const { app } = await testApp();
    const lag = app.get(EventLoopLag, { strict: false });
    const closed = jest.spyOn(lag, 'onApplicationShutdown');
    await app.close();
    expect(closed).toHaveBeenCalledTimes(1);
  });
});
