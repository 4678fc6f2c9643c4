import { createSimulator } from '../../../apps/simulator/src/simulator.js';
import { type RawAnswer, rawPost } from './raw-exchange.js';
import { type RecordedCall, type Recording, streamedRequest } from './recording.js';

const KEYS = {
  openai: { authorization: 'Bearer sk-recorded' },
  anthropic: { 'x-api-key': 'sk-ant-recorded', 'anthropic-version': '2023-06-01' },
};
const OF_THE_CONNECTION = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding']);

/**
 * Makes the call, whole and streamed. The same call always gives the same recording. To record all calls anew:
 * `RECORD=1 npx jest test/support/recordings`.
 */
export async function record(call: RecordedCall): Promise<Recording> {
  const simulator = await createSimulator({ behaviour: call.behaviour });
  const url = new URL(call.endpoint, simulator.url);
  const ask = (body: object) => rawPost(url, KEYS[call.provider], JSON.stringify(body));
  try {
    const [whole, stream] = [await ask(call.request), await ask(streamedRequest(call))];
    return {
      ...call,
      whole: { ...factsOf(whole), body: Buffer.concat(whole.chunks).toString() },
      stream: { ...factsOf(stream), ...written(stream.chunks) },
    };
  } finally {
    await simulator.close();
  }
}

function factsOf({ status, headers }: RawAnswer) {
  const kept = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
  return { status, headers: Object.fromEntries(kept) };
}

function written(chunks: readonly Buffer[]): Pick<Recording['stream'], 'encoding' | 'chunks'> {
  const isText = chunks.every((chunk) => Buffer.from(chunk.toString()).equals(chunk));
  const encoding = isText ? 'utf8' : 'base64';
  return { encoding, chunks: chunks.map((chunk) => chunk.toString(encoding)) };
}
