import {
  type ConformanceStage,
  openConformanceStage,
  TOOL_ANSWERS_KEPT,
} from '../e2e/conformance/conformance.stage.js';
import { ACME_KEY } from '../e2e/stage.js';
import { ClientProgram } from './client.program.js';
import { describeClient } from './describe-client.js';
import { REMEMBERED } from './remembered.js';
import { NODE_NEWEST, PYTHON_NEWEST, PYTHON_PREVIOUS, type Runtime } from './runtime.js';

interface Framework {
  readonly name: string;
  readonly runtime: Runtime;
  /** Its client program, seen from the runtime's folder. */
  readonly script: string;
  readonly tasks: readonly Task[];
  /** The tool by which it has structured output; absent = it asks for JSON of a schema. */
  readonly outputTool?: string;
}

/** What a framework is asked for. */
type Task = 'chat' | 'stream' | 'tools' | 'structured' | 'structured stream' | 'embeddings';
const ALL: readonly Task[] = ['chat', 'stream', 'tools', 'structured', 'embeddings'];
const WITHOUT_EMBEDDINGS: readonly Task[] = ['chat', 'stream', 'tools', 'structured'];

/** In which of OpenAI's two ways it asks. The programs know the framework's default, and both are tried. */
const APIS = ['responses', 'chat'] as const;
type Api = (typeof APIS)[number];
const ROUTES: Readonly<Record<Api, string>> = { responses: '/v1/responses', chat: '/v1/chat/completions' };

const FRAMEWORKS: readonly Framework[] = [
  { name: 'Vercel AI SDK', runtime: NODE_NEWEST, script: 'ai-sdk.mjs', tasks: ALL },
  { name: 'OpenAI Agents SDK', runtime: NODE_NEWEST, script: 'agents.mjs', tasks: WITHOUT_EMBEDDINGS },
  { name: 'LangChain', runtime: NODE_NEWEST, script: 'langchain.mjs', tasks: ALL },
  { name: 'LangChain', runtime: PYTHON_NEWEST, script: '../langchain_client.py', tasks: ALL },
  {
    ...{ name: 'OpenAI Agents SDK', runtime: PYTHON_NEWEST, script: '../agents_client.py' },
    tasks: WITHOUT_EMBEDDINGS,
  },
  {
    ...{ name: 'pydantic-ai', runtime: PYTHON_NEWEST, script: '../pydantic_ai_client.py', tasks: ALL },
    outputTool: 'final_result',
  },
  { name: 'LlamaIndex', runtime: PYTHON_PREVIOUS, script: '../llama_index_client.py', tasks: ALL },
  {
    ...{ name: 'instructor', runtime: PYTHON_PREVIOUS, script: '../instructor_client.py' },
    ...{ tasks: ['structured', 'structured stream'], outputTool: 'Departure' },
  },
];

const TEXT = 'Refunds are paid within 14 days, whether "é" 👋\nor not.';
const CALL = { name: 'refund_days', arguments: { country: 'Belgique é' } };
const OBJECT = { city: 'Gent "é" 👋', platform: 4 };
/** Texts of each framework's own: an embedding is remembered whoever asks for it. */
const textsOf = ({ name, runtime }: Framework) =>
  ['How long do refunds take?', 'Où est la gare ? 👋'].map((text) => `${text} ${name}, ${runtime.name}`);
const NOT_FROM_MEMORY = { text: 'This did not come from memory.' };

describe('the same result as a miss and as a hit', () => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage(TOOL_ANSWERS_KEPT);
  });
  afterAll(() => stage.close());

  FRAMEWORKS.forEach((framework) =>
    describeClient(framework.name, framework.runtime, () => {
      let program: ClientProgram;
      beforeAll(() => {
        program = ClientProgram.start(framework.runtime, framework.script);
      });
      afterAll(() => program.stop());

      /** What the client makes of the answer, and the routes that the provider was asked at for it. */
      const ask = async (task: Task, api: Api) => {
        const before = stage.upstream.calls();
        const result = await program.run(task, {
          ...{ url: stage.service.url, key: ACME_KEY, api, model: 'gpt-4.1-mini', texts: textsOf(framework) },
          question: `What should ${framework.name} (${framework.runtime.name}) ${task}?`,
          embeddingModel: 'text-embedding-3-small',
        });
        const { total, recent } = stage.simulator.calls();
        const asked = recent.slice(recent.length - (total - before));
        return { result, routes: asked.map(({ path }) => path) };
      };

      it.each(framework.tasks.flatMap(casesOf))('%s, from %s', async (task, route, api) => {
        stage.simulator.behave({ say: said(task, framework) });
        const first = await ask(task, api);
        expect(first).toEqual({ result: await expected(task, framework), routes: [route] });
        const isRemembered = REMEMBERED.has(route);
        if (isRemembered) stage.simulator.behave({ say: NOT_FROM_MEMORY });
        const again = await ask(task, api);
        expect(again).toEqual({ result: first.result, routes: isRemembered ? [] : [route] });
      });
    }),
  );

  const expected = async (task: Task, framework: Framework): Promise<unknown> => {
    if (task === 'chat' || task === 'stream') return TEXT;
    if (task === 'tools') return [CALL];
    if (task !== 'embeddings') return OBJECT;
    const { openai } = stage.sdks({ url: stage.simulator.url });
    const { data } = await openai.embeddings.create({
      model: 'text-embedding-3-small',
      input: textsOf(framework),
    });
    return data.map(({ embedding }) => embedding.map((value) => expect.closeTo(value, 6) as number));
  };
});

/** A task once by each route that does it. */
function casesOf(task: Task): (readonly [Task, string, Api])[] {
  if (task === 'embeddings') return [[task, '/v1/embeddings', 'chat']];
  return APIS.map((api) => [task, ROUTES[api], api]);
}

/** The script of the simulated model. */
function said(task: Task, { outputTool }: Framework) {
  if (task === 'tools') return { toolCalls: [CALL] };
  if (!task.startsWith('structured')) return { text: TEXT };
  return outputTool
    ? { toolCalls: [{ name: outputTool, arguments: OBJECT }] }
    : { text: JSON.stringify(OBJECT) };
}
