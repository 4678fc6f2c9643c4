import { startService } from '../support/service.js';

interface Line {
  readonly level: string;
  readonly msg: string;
  readonly request_id?: string;
  readonly state?: string;
}

describe('the log', () => {
  it('warns once of each key that is missing, and has a line for a request whose URL nobody can read', async () => {
    const service = await startService({});
    await fetch(`${service.url}/%zz`, { headers: { 'x-request-id': 'unreadable-1' } });
    // Every line is written once the service has ended.
    await service.stop();
    const lines = service.output().trim().split('\n');
    const log = lines.map((line) => JSON.parse(line) as Line);
    expect(log.filter(({ level }) => level === 'warn').map(({ msg }) => msg)).toEqual([
      expect.stringMatching(/^API_KEYS is not set/),
      expect.stringMatching(/^OPENAI_API_KEY is not set/),
      expect.stringMatching(/^ENTRY_SECRET is not set/),
    ]);
    const states = log.filter(({ msg }) => msg === 'process state changed').map(({ state }) => state);
    expect(states).toEqual(['ready', 'draining']);
    expect(log.filter((line) => line.request_id === 'unreadable-1')).toEqual([
      expect.objectContaining({ level: 'info', route: 'unmatched', status: 404, code: 'not_found' }),
    ]);
  });
});
