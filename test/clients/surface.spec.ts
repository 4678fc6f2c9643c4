import type { ReceivedRequest } from '@app/http/testing';
import { startService, type Service } from '../support/service.js';
import { ACME_KEY, LEAN } from '../e2e/stage.js';
import anthropicCalls from './anthropic.calls.json';
import { ClientProgram } from './client.program.js';
import { describeClient } from './describe-client.js';
import { ANTHROPIC_EXCEPTIONS, OPENAI_EXCEPTIONS } from './exceptions.js';
import openAiCalls from './openai.calls.json';
import { Recorder } from './recorder.js';
import { REMEMBERED } from './remembered.js';
import { NODE_NEWEST, NODE_PREVIOUS, PYTHON_NEWEST, PYTHON_PREVIOUS, type Runtime } from './runtime.js';
import {
  ALL_HEADERS,
  answerDifferences,
  requestDifferences,
  SHARED_HEADERS,
  type ToldAnswer,
} from './surface.differences.js';

/** One provider's client in one version. */
interface Sdk {
  readonly client: string;
  readonly runtime: Runtime;
  /** Its client program, seen from the runtime's folder. */
  readonly script: string;
  readonly version: RegExp;
  /** The arguments of each method. `{ "$file": name }` stands for a file. */
  readonly calls: Calls;
  /** Methods that are not asked. */
  readonly exceptions: readonly string[];
  /** One that only reads. */
  readonly reads: string;
}

type Calls = Readonly<Record<string, readonly unknown[]>>;

const OPENAI = { client: 'OpenAI', calls: openAiCalls, exceptions: OPENAI_EXCEPTIONS, reads: 'files.list' };
const ANTHROPIC = {
  ...{ client: 'Anthropic', calls: anthropicCalls, exceptions: ANTHROPIC_EXCEPTIONS },
  reads: 'beta.files.list',
};
const SDKS: readonly Sdk[] = [
  { ...OPENAI, runtime: NODE_NEWEST, script: 'openai.mjs', version: /^7\./ },
  { ...OPENAI, runtime: NODE_PREVIOUS, script: 'openai.mjs', version: /^6\./ },
  { ...OPENAI, runtime: PYTHON_NEWEST, script: '../openai_surface.py', version: /^3\./ },
  { ...OPENAI, runtime: PYTHON_PREVIOUS, script: '../openai_surface.py', version: /^2\./ },
  { ...ANTHROPIC, runtime: NODE_NEWEST, script: 'anthropic.mjs', version: /^1\./ },
  { ...ANTHROPIC, runtime: NODE_PREVIOUS, script: 'anthropic.mjs', version: /^0\./ },
  { ...ANTHROPIC, runtime: PYTHON_NEWEST, script: '../anthropic_surface.py', version: /^2\./ },
  { ...ANTHROPIC, runtime: PYTHON_PREVIOUS, script: '../anthropic_surface.py', version: /^1\./ },
];

const STATUSES = [201, 202, 204, 400, 401, 403, 404, 409, 422, 429, 500, 503, 529];
const MINUTES = 60_000;

describe('each method', () => {
  let provider: Recorder;
  let upstream: Recorder;
  let service: Service;
  beforeAll(async () => {
    [provider, upstream] = await Promise.all([Recorder.start(), Recorder.start()]);
    service = await startService({
      ...{ NODE_ENV: 'production', API_KEYS: `acme:${ACME_KEY}`, ...LEAN },
      ...{ OPENAI_API_KEY: 'sk-operator', OPENAI_BASE_URL: `${upstream.origin}/v1` },
      ...{ ANTHROPIC_API_KEY: 'sk-ant-operator', ANTHROPIC_BASE_URL: upstream.origin },
    });
  });
  afterEach(() => answerWith(200));
  afterAll(async () => {
    await service.stop();
    await Promise.all([provider.close(), upstream.close()]);
  });

  const answerWith = (status: number) => {
    for (const recorder of [provider, upstream]) recorder.answerWith(status);
  };

  SDKS.forEach((sdk) =>
    describeClient(`of ${sdk.client}'s client`, sdk.runtime, () => {
      let program: ClientProgram;
      beforeAll(() => {
        program = ClientProgram.start(sdk.runtime, sdk.script);
      });
      afterAll(() => program.stop());

      const calls = byPlainName(sdk.calls);
      const isException = (method: string) => sdk.exceptions.some((name) => plain(name) === plain(method));
      const methods = () => program.run<string[]>('methods');

      /** Asks at the provider itself and through the service, and tells what is different. */
      const differencesOf = async (method: string): Promise<string[]> => {
        const asked = { method, args: calls.get(plain(method)), key: ACME_KEY };
        const direct = await program.run<ToldAnswer>('ask', { ...asked, url: provider.origin });
        const passed = await program.run<ToldAnswer>('ask', { ...asked, url: service.url });
        const requests = [provider.taken(), upstream.taken()] as const;
        const compared = isShared(requests[0][0]) ? SHARED_HEADERS : ALL_HEADERS;
        return [...requestDifferences(...requests, compared), ...answerDifferences(direct, passed, compared)];
      };

      it('is asked here, or is a named exception', async () => {
        expect(await program.run('version')).toMatch(sdk.version);
        const all = await methods();
        expect(all.length).toBeGreaterThan(100);
        expect(all.filter((method) => !calls.has(plain(method)) && !isException(method))).toEqual([]);
      });

      it(
        'goes through the service byte for byte, and so does the response',
        async () => {
          const different: Record<string, string[]> = {};
          for (const method of (await methods()).filter((name) => calls.has(plain(name)))) {
            const differences = await differencesOf(method).catch((error: unknown) => [String(error)]);
            if (differences.length > 0) different[method] = differences;
          }
          expect(different).toEqual({});
        },
        2 * MINUTES,
      );

      it.each(STATUSES)('has the same response when the status is %d', async (status) => {
        answerWith(status);
        expect(await differencesOf(sdk.reads)).toEqual([]);
      });
    }),
  );
});

/** Whether the service answers the route itself. */
function isShared(request: ReceivedRequest | undefined): boolean {
  const route = request?.path.split('?')[0] ?? '';
  return request?.method === 'POST' ? REMEMBERED.has(route) : route === '/v1/models';
}

/** JavaScript and Python spell one name in two ways: `uploadAndPoll`, `upload_and_poll`. */
function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

function byPlainName(calls: Calls): ReadonlyMap<string, readonly unknown[]> {
  return new Map(Object.entries(calls).map(([name, args]) => [plain(name), args]));
}
