type Body = Readonly<Record<string, unknown>>;

/** One provider's way to say things, as far as the tests need it. */
export interface Dialect {
  readonly name: 'chat-completions' | 'messages' | 'responses';
  readonly provider: 'openai' | 'anthropic';
  readonly path: string;
  /** As the provider's clients send a key. */
  headers(key: string | null): Record<string, string>;
  /** A request with one question of the user. Members of `more` come last. */
  ask(question: string, more?: Body): Body;
  /** The same request after an earlier turn. */
  withHistory(body: Body, question: string, answer: string): Body;
  withSystem(body: Body, text: string): Body;
  withTool(body: Body, name: string): Body;
  /** The same question about a document. */
  withDocument(body: Body, text: string): Body;
  /** A turn that gives the result of a tool to the model. */
  toolResult(question: string, result: string): Body;
  /** What was said, in a whole answer's body or in a stream's. */
  textOf(text: string): string;
  /** What an error's body has in any case. */
  readonly errorShape: object;
  /** Whether a stream has come to its end. */
  readonly terminal: RegExp;
  /** How an error inside a stream begins. */
  readonly errorEvent: string;
}

let rooms = 0;
/** A model that nobody asked before, so that no earlier test's answers are met. */
export function freshModel(): string {
  return `model-${++rooms}`;
}

type Message = { role: string; content: unknown };
const messagesOf = (body: Body) => body.messages as readonly Message[];
const before = (body: Body, ...messages: Message[]): Body => ({
  ...{ ...body, messages: [...messages, ...messagesOf(body)] },
});
const withPart = (body: Body, part: object): Body => {
  const { role, content: text } = messagesOf(body).at(-1)!;
  const content = [part, { type: 'text', text }];
  return { ...body, messages: [...messagesOf(body).slice(0, -1), { role, content }] };
};
const history = (body: Body, question: string, answer: string) =>
  before(body, { role: 'user', content: question }, { role: 'assistant', content: answer });
const SCHEMA = { type: 'object', properties: {} };

/** Lines of a stream that bring data, parsed; `[DONE]` aside. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- events of every shape
function dataOf(stream: string): any[] {
  const lines = stream.split('\n').filter((line) => line.startsWith('data: {'));
  return lines.map((line) => JSON.parse(line.slice('data: '.length)) as unknown);
}

export const OPENAI: Dialect = {
  ...{ name: 'chat-completions', provider: 'openai', path: '/v1/chat/completions' },
  headers: (key): Record<string, string> => (key === null ? {} : { authorization: `Bearer ${key}` }),
  ask: (question, more) => ({
    ...{ model: 'gpt-sim', messages: [{ role: 'user', content: question }] },
    ...more,
  }),
  withHistory: history,
  withSystem: (body, content) => before(body, { role: 'system', content }),
  withTool: (body, name) => ({
    ...{ ...body, tools: [{ type: 'function', function: { name, parameters: SCHEMA } }] },
  }),
  withDocument: (body, text) => {
    const file_data = `data:text/plain;base64,${Buffer.from(text).toString('base64')}`;
    return withPart(body, { type: 'file', file: { filename: 'notes.txt', file_data } });
  },
  toolResult: (question, result) => {
    const call = { id: 'call_1', type: 'function', function: { name: 'clock', arguments: '{}' } };
    const messages = [
      { role: 'user', content: question },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: result },
    ];
    return { model: 'gpt-sim', messages };
  },
  textOf: (text) => {
    if (text.startsWith('{')) return (JSON.parse(text) as Completion).choices[0]!.message!.content ?? '';
    return (dataOf(text) as Completion[]).map(({ choices }) => choices[0]?.delta?.content ?? '').join('');
  },
  errorShape: { error: { message: expect.any(String), type: expect.any(String) } },
  terminal: /^data: \[DONE\]\n\n/m,
  errorEvent: 'data: {"error":',
};

interface Completion {
  readonly choices: readonly {
    readonly message?: { readonly content: string | null };
    readonly delta?: { readonly content?: string | null };
  }[];
}

type Item = Readonly<Record<string, unknown>>;
const inputOf = (body: Body) => body.input as readonly Item[];
const beforeInput = (body: Body, ...items: Item[]): Body => ({
  ...body,
  input: [...items, ...inputOf(body)],
});

/** The Responses API. The provider keeps no answer, so that every tier may be asked. */
export const RESPONSES: Dialect = {
  ...{ name: 'responses', provider: 'openai', path: '/v1/responses', headers: OPENAI.headers },
  ask: (question, more) => ({
    ...{ model: 'gpt-sim', store: false, input: [{ role: 'user', content: question }] },
    ...more,
  }),
  withHistory: (body, question, answer) =>
    beforeInput(
      body,
      { role: 'user', content: question },
      {
        ...{ type: 'message', id: 'msg_1', status: 'completed', role: 'assistant' },
        content: [{ type: 'output_text', text: answer, annotations: [], logprobs: [] }],
      },
    ),
  withSystem: (body, instructions) => ({ ...body, instructions }),
  withTool: (body, name) => ({
    ...body,
    tools: [{ type: 'function', name, parameters: SCHEMA, strict: false }],
  }),
  withDocument: (body, text) => {
    const file_data = `data:text/plain;base64,${Buffer.from(text).toString('base64')}`;
    const content = [
      { type: 'input_file', filename: 'notes.txt', file_data },
      { type: 'input_text', text: inputOf(body).at(-1)!.content },
    ];
    return { ...body, input: [...inputOf(body).slice(0, -1), { role: 'user', content }] };
  },
  toolResult: (question, output) => ({
    ...{ model: 'gpt-sim', store: false },
    input: [
      { role: 'user', content: question },
      { type: 'function_call', call_id: 'call_1', name: 'clock', arguments: '{}' },
      { type: 'function_call_output', call_id: 'call_1', output },
    ],
  }),
  textOf: (text) => {
    if (text.startsWith('{')) return textOfOutput((JSON.parse(text) as ResponseBody).output);
    const events = dataOf(text) as { type: string; delta?: string }[];
    return events.map(({ type, delta }) => (type === 'response.output_text.delta' ? delta : '')).join('');
  },
  errorShape: OPENAI.errorShape,
  terminal: /^data: .*"type":"response\.completed".*}\n\n/m,
  errorEvent: 'event: error\ndata: {"type":"error"',
};

interface ResponseBody {
  readonly output: readonly { readonly content?: readonly { readonly text?: string }[] }[];
}

function textOfOutput(output: ResponseBody['output']): string {
  return output.flatMap(({ content = [] }) => content.map(({ text = '' }) => text)).join('');
}

export const ANTHROPIC: Dialect = {
  ...{ name: 'messages', provider: 'anthropic', path: '/v1/messages' },
  headers: (key) => ({ ...(key === null ? {} : { 'x-api-key': key }), 'anthropic-version': '2023-06-01' }),
  ask: (question, more) => ({
    ...{ model: 'claude-sim', max_tokens: 1_024, messages: [{ role: 'user', content: question }] },
    ...more,
  }),
  withHistory: history,
  withSystem: (body, system) => ({ ...body, system }),
  withTool: (body, name) => ({ ...body, tools: [{ name, input_schema: SCHEMA }] }),
  withDocument: (body, data) =>
    withPart(body, { type: 'document', source: { type: 'text', media_type: 'text/plain', data } }),
  toolResult: (question, content) => ({
    ...{ model: 'claude-sim', max_tokens: 1_024 },
    messages: [
      { role: 'user', content: question },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'clock', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content }] },
    ],
  }),
  textOf: (text) => {
    const said = text.startsWith('{') ? (JSON.parse(text) as Content).content : deltasOf(text);
    return said.map((piece) => piece.text ?? '').join('');
  },
  errorShape: { type: 'error', error: { type: expect.any(String), message: expect.any(String) } },
  terminal: /^event: message_stop\ndata: {"type":"message_stop"}\n\n/m,
  errorEvent: 'event: error\ndata: {"type":"error"',
};

interface Content {
  readonly content: readonly { readonly text?: string }[];
}

function deltasOf(stream: string): Content['content'] {
  return (dataOf(stream) as { delta?: { text?: string } }[]).map(({ delta }) => delta ?? {});
}

const ALL: readonly (readonly [string, Dialect])[] = [
  ['OpenAI', OPENAI],
  ['Anthropic', ANTHROPIC],
  ['Responses', RESPONSES],
];

/** Over stores that replicas share one is enough: a store does not know who says what. */
export const DIALECTS = process.env.E2E_STORES ? ALL.slice(0, 1) : ALL;
