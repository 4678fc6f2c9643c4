/** An answer as it came over the socket. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body in the pieces in which it came; times in milliseconds since the request was sent. */
  readonly chunks: readonly { readonly at: number; readonly text: string }[];
  /** `X-Cache-Status`. */
  readonly cache: string | undefined;
  /** The connection ended before the body did. */
  readonly isCut: boolean;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into bodies of every shape
  json(): any;
}

export interface SendOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Called with each piece of the body, as it comes. */
  readonly onChunk?: (text: string) => void;
}

/** Sends one request and reads its answer to the end. Fails only when no answer came or the signal says so. */
export async function send(
  url: URL,
  { onChunk, ...options }: SendOptions & { method: string; body?: string },
): Promise<Reply> {
  const sent = performance.now();
  const answer = await fetch(url, options);
  const chunks: { at: number; bytes: Uint8Array }[] = [];
  let isCut = false;
  try {
    for await (const bytes of answer.body as ReadableStream<Uint8Array>) {
      chunks.push({ at: performance.now() - sent, bytes });
      onChunk?.(Buffer.from(bytes).toString());
    }
  } catch (error) {
    if (options.signal?.aborted) throw error;
    isCut = true;
  }
  const headers = Object.fromEntries(answer.headers);
  const text = Buffer.concat(chunks.map(({ bytes }) => bytes)).toString();
  return {
    ...{ status: answer.status, headers, text, isCut, cache: headers['x-cache-status'] },
    chunks: chunks.map(({ at, bytes }) => ({ at, text: Buffer.from(bytes).toString() })),
    json: () => JSON.parse(text) as unknown,
  };
}
