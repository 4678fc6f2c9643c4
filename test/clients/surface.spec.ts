import { startService, type Service } from '../support/service.js';
import { ACME_KEY, LEAN } from '../e2e/stage.js';
import { ClientProgram } from './client.program.js';
import { describeClient } from './describe-client.js';
import openAiCalls from './openai.calls.json';
import { OPENAI_EXCEPTIONS } from './openai.exceptions.js';
import { Recorder } from './recorder.js';
import { NODE_NEWEST, NODE_PREVIOUS, PYTHON_NEWEST, PYTHON_PREVIOUS, type Runtime } from './runtime.js';
import {
  ALL_HEADERS,
  answerDifferences,
  requestDifferences,
  SHARED_HEADERS,
  type ToldAnswer,
} from './surface.differences.js';

/** One version of one provider's client. */
interface Sdk {
  readonly client: string;
  readonly runtime: Runtime;
  /** Its client program, inside the runtime's folder. */
  readonly script: string;
  readonly version: RegExp;
  /** By method: its arguments. `{ "$file": name }` stands for a file. */
  readonly calls: Readonly<Record<string, readonly unknown[]>>;
  /** Methods that are not asked, each with the reason. */
  readonly exceptions: Readonly<Record<string, string>>;
}

const OPENAI = { client: 'OpenAI', calls: openAiCalls, exceptions: OPENAI_EXCEPTIONS };
const SDKS: readonly Sdk[] = [
  { ...OPENAI, runtime: NODE_NEWEST, script: 'openai.mjs', version: /^7\./ },
  { ...OPENAI, runtime: NODE_PREVIOUS, script: 'openai.mjs', version: /^6\./ },
  { ...OPENAI, runtime: PYTHON_NEWEST, script: '../openai_surface.py', version: /^3\./ },
  { ...OPENAI, runtime: PYTHON_PREVIOUS, script: '../openai_surface.py', version: /^2\./ },
];

/** Methods whose routes the service answers itself. */
const SHARED = /^(beta\.)?(chat\.completions\.create|messages\.create|models\.list)$/;

const MINUTES = 60_000;

interface Asked {
  readonly method: string;
  readonly request: string[];
  readonly answer: string[];
}

SDKS.forEach((sdk) =>
  describeClient(`${sdk.client}'s client`, sdk.runtime, () => {
    let provider: Recorder;
    let upstream: Recorder;
    let service: Service;
    let program: ClientProgram;
    beforeAll(async () => {
      [provider, upstream] = await Promise.all([Recorder.start(), Recorder.start()]);
      service = await startService({
        ...{ NODE_ENV: 'production', API_KEYS: `acme:${ACME_KEY}`, ...LEAN },
        ...{ OPENAI_API_KEY: 'sk-operator', OPENAI_BASE_URL: `${upstream.origin}/v1` },
        ...{ ANTHROPIC_API_KEY: 'sk-ant-operator', ANTHROPIC_BASE_URL: upstream.origin },
      });
      program = ClientProgram.start(sdk.runtime, sdk.script);
    });
    afterAll(async () => {
      await program.stop();
      await service.stop();
      await Promise.all([provider.close(), upstream.close()]);
    });

    const askAt = (url: string, method: string, args: readonly unknown[]) =>
      program.run<ToldAnswer>('ask', { method, args, url, key: ACME_KEY });

    /** Once at the provider, once through the service. */
    const ask = async (method: string, args: readonly unknown[] = sdk.calls[method]!): Promise<Asked> => {
      try {
        const direct = await askAt(provider.origin, method, args);
        const passed = await askAt(service.url, method, args);
        const compared = SHARED.test(method) ? SHARED_HEADERS : ALL_HEADERS;
        return {
          method,
          request: requestDifferences(provider.taken(), upstream.taken(), compared),
          answer: answerDifferences(direct, passed, compared),
        };
      } catch (error) {
        return { method, request: [String(error).trim().split('\n').at(-1)!], answer: [] };
      }
    };

    it('has no method but those that are asked here, and named exceptions', async () => {
      expect(await program.run('version')).toMatch(sdk.version);
      const methods = await program.run<string[]>('methods');
      expect(methods.length).toBeGreaterThan(30);
      expect(methods.filter((method) => !(method in sdk.calls) && !(method in sdk.exceptions))).toEqual([]);
    });

    it(
      'sends each method through the service byte for byte, and gets the same response',
      async () => {
        const methods = (await program.run<string[]>('methods')).filter((method) => method in sdk.calls);
        const asked: Asked[] = [];
        for (const method of methods) asked.push(await ask(method));
        expect(asked.filter(({ request, answer }) => request.length + answer.length > 0)).toEqual([]);
      },
      2 * MINUTES,
    );

    it.each([400, 401, 403, 404, 409, 422, 429, 500, 503])(
      'reads the same error when the status is %d',
      async (status) => {
        for (const recorder of [provider, upstream]) recorder.answerWith(status);
        const [method = ''] = Object.keys(sdk.calls).filter((name) => /^(beta\.)?files\.list$/.test(name));
        expect(await ask(method)).toEqual({ method, request: [], answer: [] });
      },
    );
  }),
);
