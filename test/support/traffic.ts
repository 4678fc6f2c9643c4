import { Agent } from 'undici';

/** What became of one request. */
export interface Sent {
  readonly at: number;
  readonly ms: number;
  /** 0 = no answer came. */
  readonly status: number;
  /** `X-Cache-Status`. */
  readonly cache: string;
}

export interface TrafficTarget {
  /** `http://host:port` of one replica, or of several that are asked in turn. */
  readonly urls: readonly string[];
  readonly key: string;
  /** The next question to ask. */
  readonly next: () => string;
  readonly connections: number;
}

/** Requests that go on until they are told to stop; bounded in any case. */
export interface Traffic {
  readonly sent: readonly Sent[];
  stop(): Promise<void>;
}

const LONGEST_MS = 60_000;

export function startTraffic(target: TrafficTarget): Traffic {
  const dispatcher = new Agent({ connections: target.connections * 2 });
  const sent: Sent[] = [];
  const giveUp = performance.now() + LONGEST_MS;
  let isStopped = false;
  const loop = async (number: number) => {
    for (let turn = number; !isStopped && performance.now() < giveUp; turn++) {
      const url = target.urls[turn % target.urls.length]!;
      sent.push(await ask(url, target, dispatcher));
    }
  };
  const loops = Array.from({ length: target.connections }, (_, number) => loop(number));
  return {
    sent,
    stop: async () => {
      isStopped = true;
      await Promise.all(loops);
      await dispatcher.close();
    },
  };
}

async function ask(url: string, { key, next }: TrafficTarget, dispatcher: Agent): Promise<Sent> {
  const at = performance.now();
  try {
    const { statusCode, headers, body } = await dispatcher.request({
      ...{ origin: url, path: '/api/v1/query', method: 'POST' },
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query: next() }),
    });
    await body.dump();
    return {
      ...{ at, ms: performance.now() - at, status: statusCode },
      cache: String(headers['x-cache-status']),
    };
  } catch {
    return { at, ms: performance.now() - at, status: 0, cache: '' };
  }
}
