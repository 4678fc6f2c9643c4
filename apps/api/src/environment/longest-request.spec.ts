import { parseEnvironment } from './environment.reader.js';
import { longestRequestMs } from './longest-request.js';

describe('longestRequestMs', () => {
  it.each([
    [{}, 600_000],
    [{ REQUEST_TIMEOUT_MS: '5000', DROP_IN_TIMEOUT_MS: '2000' }, 5_000],
    [{ REQUEST_TIMEOUT_MS: '2000', DROP_IN_TIMEOUT_MS: '7000' }, 7_000],
  ])('of %j is %i', (settings, milliseconds) => {
    expect(longestRequestMs(parseEnvironment(settings))).toBe(milliseconds);
  });
});
