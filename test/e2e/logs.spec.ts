import { startService } from '../support/service.js';

/** The service's log lines, parsed, once it has ended and therefore written them all. */
async function linesOf(
  environment: Readonly<Record<string, string>>,
  use?: (url: string) => Promise<unknown>,
) {
  const service = await startService(environment);
  await use?.(service.url);
  await service.stop();
  const lines = service.output().split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as { level: string; msg: string; request_id?: string });
}

describe('the log', () => {
  it('has a line with the id of a request whose URL nobody can read', async () => {
    const headers = { 'x-request-id': 'unreadable-1' };
    const lines = await linesOf({}, (url) => fetch(`${url}/%zz`, { headers }));
    expect(lines.filter((line) => line.request_id === 'unreadable-1')).toEqual([
      expect.objectContaining({ level: 'info', route: 'unmatched', status: 404, code: 'not_found' }),
    ]);
  });
});
