import { askAt, CHAT_COMPLETIONS, type Endpoint, MESSAGES } from '../support/endpoints.js';
import { timed, until } from '../support/timing.js';
import { openStage, type Stage } from './stage.js';

/** Own questions have little time here, so that what a stream may take is the drop-in's limit alone. */
const SHORT = { REQUEST_TIMEOUT_MS: '100' };
/** A stream of the simulator then takes four seconds and more. */
const SLOW = { tokensPerSecond: 4 };
const LONG = 60_000;

describe('a drop-in stream at SIGTERM', () => {
  let stage: Stage;
  afterEach(() => stage.simulator.close());

  const stream = (endpoint: Endpoint) =>
    askAt(stage.service.url, endpoint, { question: 'How long is the tunnel?', stream: true });
  const started = (calls: number) => until(() => stage.simulator.calls().total === calls);

  it.each([1, 2])(
    'is finished, though it outlives what other requests may take, with API_WORKERS=%i',
    async (workers) => {
      stage = await openStage({ ...SHORT, API_WORKERS: String(workers) });
      stage.simulator.behave(SLOW);
      const endpoints = [CHAT_COMPLETIONS, MESSAGES];
      const streams = endpoints.map(stream);
      await started(streams.length);
      const [code, tookMs] = await timed(() => stage.service.stop());
      for (const [at, reply] of (await Promise.all(streams)).entries()) {
        expect(reply).toMatchObject({ status: 200, isCut: false });
        expect(reply.text).toContain(endpoints[at]!.terminal);
      }
      expect(code).toBe(0);
      expect(tookMs).toBeGreaterThan(3_000);
    },
    LONG,
  );

  it(
    'that never ends holds the process no longer than it may take itself',
    async () => {
      stage = await openStage({ ...SHORT, DROP_IN_TIMEOUT_MS: '1500' });
      stage.simulator.behave({ stall: 'after-headers' });
      const hanging = stream(CHAT_COMPLETIONS);
      await started(1);
      // A service that doesn't end by itself is killed, and has no exit code.
      const code = await stage.service.stop();
      expect(await hanging).toMatchObject({ isCut: false });
      expect(code).toBe(0);
    },
    LONG,
  );
});
