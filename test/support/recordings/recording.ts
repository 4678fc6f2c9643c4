import type { Behaviour } from '../../../apps/simulator/src/behaviour.js';

/** A provider's answer to one request, whole and streamed, as it came over the socket. */
export interface Recording extends RecordedCall {
  readonly whole: { readonly status: number; readonly headers: RecordedHeaders; readonly body: string };
  readonly stream: {
    readonly status: number;
    readonly headers: RecordedHeaders;
    /** How the chunks are written down: torn ones are no text. */
    readonly encoding: 'utf8' | 'base64';
    readonly chunks: readonly string[];
  };
}

/** What was asked, and what the simulator was told to do. */
export interface RecordedCall {
  readonly name: string;
  readonly provider: 'openai' | 'anthropic';
  readonly endpoint: string;
  /** Without `stream`. The streamed call of OpenAI also asked for usage. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly behaviour: Behaviour;
}

/** Without those that only concern the connection. */
type RecordedHeaders = Readonly<Record<string, string>>;

/** The stream's bytes in the pieces in which they came. */
export function chunksOf({ stream }: Recording): Buffer[] {
  return stream.chunks.map((chunk) => Buffer.from(chunk, stream.encoding));
}

/** The body of the streamed call. */
export function streamedRequest({ provider, request }: RecordedCall): Record<string, unknown> {
  const usage = provider === 'openai' ? { stream_options: { include_usage: true } } : {};
  return { ...request, stream: true, ...usage };
}

/** Whether the answer may be remembered: complete ones are, those with tool calls only where that is allowed. */
export function storingOf({ behaviour: { finish, say } }: RecordedCall): 'always' | 'tools' | 'never' {
  if (finish !== undefined || say?.refusal !== undefined || say?.text === '') return 'never';
  return say?.toolCalls ? 'tools' : 'always';
}
