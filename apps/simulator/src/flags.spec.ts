import { HELP, readFlags } from './flags.js';

describe('the flags of the simulator', () => {
  it('need none: port 4010, and as well as it can', () => {
    expect(readFlags([])).toEqual({ port: 4_010, host: undefined, behaviour: {} });
  });

  it('say where it listens and how it behaves', () => {
    const args =
      '--port 0 --host 0.0.0.0 --latency-ms 5 --first-token-ms 6 --tokens-per-second 7.5 --status 503 --retry-after 2 --share 0.5 --times 3 --cut-after-bytes 9 --stall after-headers --finish length';
    expect(readFlags(args.split(' '))).toEqual({
      port: 0,
      host: '0.0.0.0',
      behaviour: {
        ...{ latencyMs: 5, firstTokenMs: 6, tokensPerSecond: 7.5, status: 503, retryAfter: 2 },
        ...{ share: 0.5, times: 3, cutAfterBytes: 9, stall: 'after-headers', finish: 'length' },
      },
    });
  });

  it.each([
    [['--port', 'x'], '--port must be integer.'],
    [['--port', '65536'], '--port must be <= 65535.'],
    [['--latency-ms', '1x'], '--latency-ms must be number.'],
    [['--status', '200'], '--status must be >= 400.'],
    [['--stall', 'never'], '--stall must be one of before-headers, after-headers.'],
    [['--speed', '1'], "Unknown option '--speed'"],
    [['--latency-ms=-5'], '--latency-ms must be >= 0.'],
  ])('name the wrong one: %j', (args, message) => {
    expect(() => readFlags(args)).toThrow(message);
  });

  it('are all in the help', () => {
    expect(readFlags(['--port', '1', '--help'])).toBe('help');
    for (const flag of ['port', 'latency-ms', 'cut-after-bytes', 'finish', 'share'])
      expect(HELP).toContain(`--${flag} `);
  });
});
