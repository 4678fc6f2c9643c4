import { ACME_KEY, type Stage } from '../e2e/stage.js';
import { startLyingUpstream, type LyingUpstream } from '../support/lying.upstream.js';
import { startService } from '../support/service.js';
import { startSimulator } from '../support/simulator.js';
import { basics } from '../e2e/stage.js';
import { askThrice, figuresOf, type ThreeAsks } from './a04.cut-answers.js';
import type { Fault } from './fault.js';

const TEXT = '{"choices":[{"index":0,"message":{"role":"assistant","content":"half an ans';

/** Raw responses that claim success and hold no answer. */
const LIES: Readonly<Record<string, string>> = {
  'not HTTP': 'SSH-2.0-OpenSSH_9.2\r\n',
  'half a header': 'HTTP/1.1 200 OK\r\nContent-Ty',
  'nothing at all': '',
  'no body': http(''),
  HTML: http('<html><body>Welcome</body></html>', 'text/html'),
  words: http('It works'),
  'JSON that breaks off': http(TEXT),
  'a body shorter than it says': `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n${TEXT}`,
  'a chunk that breaks off': `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n200\r\n${TEXT}`,
  'compressed, it says': http(TEXT, 'application/json\r\nContent-Encoding: gzip'),
  null: json(null),
  'a list': json([]),
  'an error with status 200': json({ error: { message: 'try later' } }),
  'no choices': json({ model: 'm', choices: [] }),
  'a choice without a message': json({ model: 'm', choices: [{ finish_reason: 'stop' }] }),
  'a number for a text': json(completion({ content: 42 })),
  'a list for a text': json(completion({ content: [{ text: 'half' }] })),
  'no model': json({ ...completion({ content: 'whole' }), model: undefined }),
};

/** The same for answers that nobody can understand. */
export const malformedAnswers: Fault = {
  name: 'a04',
  title: 'The upstream sends what is no answer',
  isQuick: true,
  run: async () => {
    const simulator = await startSimulator();
    const upstream = await startLyingUpstream(simulator.url);
    const service = await startService({ ...basics(simulator), OPENAI_BASE_URL: `${upstream.url}/v1` });
    try {
      return figuresOf(await lieAboutAll(service, upstream));
    } finally {
      await service.stop();
      await upstream.close();
      await simulator.close();
    }
  },
};

async function lieAboutAll(service: Stage['service'], upstream: LyingUpstream): Promise<ThreeAsks[]> {
  const asked: ThreeAsks[] = [];
  for (const [name, bytes] of Object.entries(LIES)) {
    upstream.lie(bytes);
    const body = { query: `What does the drawer with ${name} hold?`, model: `lie-${asked.length}` };
    const ask = () => service.ask(body, ACME_KEY);
    asked.push(await askThrice(ask, () => upstream.lie(undefined)));
  }
  return asked;
}

function http(body: string, type = 'application/json'): string {
  const length = Buffer.byteLength(body);
  return `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n${body}`;
}

function json(body: unknown): string {
  return http(JSON.stringify(body));
}

function completion(message: object): object {
  return { model: 'm', choices: [{ index: 0, message, finish_reason: 'stop' }] };
}
