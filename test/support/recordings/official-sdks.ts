import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import type { RecordedCall } from './recording.js';

/** The providers' own clients, unchanged. */
export interface OfficialSdks {
  readonly openai: OpenAI;
  readonly anthropic: Anthropic;
}

export interface SdkOptions {
  /** `http://host:port` of whatever speaks both wire formats. */
  readonly url: string;
  readonly key: string;
  /** Instead of the network, for answers that were recorded. */
  readonly fetch?: typeof fetch;
}

/** They try once: what they get is what was sent. */
export function officialSdks({ url, key, fetch }: SdkOptions): OfficialSdks {
  const common = { apiKey: key, maxRetries: 0, fetch };
  return {
    openai: new OpenAI({ ...common, baseURL: `${url}/v1` }),
    anthropic: new Anthropic({ ...common, baseURL: url }),
  };
}

/** SDKs that get this answer, whatever they ask. */
export function sdksReading(contentType: string, chunks: readonly (string | Uint8Array)[]): OfficialSdks {
  const answer = async () => {
    const body = ReadableStream.from(chunks.map((chunk) => Buffer.from(chunk)));
    return new Response(body, { headers: { 'content-type': contentType } });
  };
  return officialSdks({ url: 'http://recorded.invalid', key: 'sk-recorded', fetch: answer });
}

type Call = Pick<RecordedCall, 'provider' | 'request'>;
type Message = Record<string, unknown>;

/** The message that the SDK gives for a whole answer, ids and time aside. */
export async function wholeMessage({ openai, anthropic }: OfficialSdks, call: Call): Promise<Message> {
  if (call.provider === 'openai') return comparable(await openai.chat.completions.create(chatOf(call)));
  return comparable(await anthropic.messages.create(messageOf(call)));
}

/** The message that the SDK's own stream helper puts together, ids and time aside. */
export async function streamedMessage({ openai, anthropic }: OfficialSdks, call: Call): Promise<Message> {
  if (call.provider === 'anthropic')
    return comparable(await anthropic.messages.stream(messageOf(call)).finalMessage());
  const stream_options = { include_usage: true };
  const stream = openai.chat.completions.stream({ ...chatOf(call), stream: true, stream_options });
  return comparable(await withReasoning(stream));
}

function chatOf({ request }: Call) {
  return request as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming;
}

function messageOf({ request }: Call) {
  return request as unknown as Anthropic.MessageCreateParamsNonStreaming;
}

/** Reasoning isn't OpenAI's own: its helper keeps only the last piece of members that it doesn't know. */
async function withReasoning(stream: ReturnType<OpenAI['chat']['completions']['stream']>): Promise<object> {
  const texts: string[] = [];
  stream.on('chunk', ({ choices }) => {
    for (const { index, delta } of choices) {
      const { reasoning_content: piece } = delta as { reasoning_content?: string };
      if (piece !== undefined) texts[index] = (texts[index] ?? '') + piece;
    }
  });
  const completion = await stream.finalChatCompletion();
  const choices = completion.choices.map(({ message, ...choice }) => {
    const text = texts[choice.index];
    return { ...choice, message: { ...message, ...(text === undefined ? {} : { reasoning_content: text }) } };
  });
  return { ...completion, choices };
}

/** What the SDKs add (parsed members), and what their stream helpers can't tell: no text from an empty one, no annotations. */
const UNTOLD: Readonly<Record<string, readonly string[]>> = {
  ...{ annotations: ['[]'], content: ['""', 'null'], parsed: ['null'], parsed_output: ['null'] },
};
const NEW_EACH_TIME = ['id', 'created'];

/** A message as plain JSON, for comparison with another. */
function comparable(message: object): Message {
  const isKept = ([name]: [string, unknown]) => !NEW_EACH_TIME.includes(name);
  const text = JSON.stringify(message, (name, value: unknown) =>
    UNTOLD[name]?.includes(JSON.stringify(value)) ? undefined : value,
  );
  return Object.fromEntries(Object.entries(JSON.parse(text) as Message).filter(isKept));
}
