import type { Origin, Scene } from './scenes.js';
import { KEYS } from './stage.js';

/** What a scene turned out to be, told by the response alone. */
export interface Played {
  readonly scene: Scene;
  readonly origin: Origin;
  readonly response: string;
  readonly milliseconds: number;
  readonly tokensSaved?: number;
  readonly costSavedUsd?: number;
  /** The header, as it came. */
  readonly cacheStatus: string;
  /** Of the best candidate: the header, as it came. */
  readonly similarity?: string;
  /** Why a candidate was refused: the detail in `Cache-Status`. */
  readonly refusedBy?: string;
}

interface Answer {
  readonly response: string;
  readonly cache_info: {
    readonly cache_type: Exclude<Origin, 'model'> | null;
    readonly tokens_saved?: number;
    readonly cost_saved_usd?: number | null;
  };
}

/** Asks a scene's question as its tenant. Throws when the answer is an error. */
export async function play(scene: Scene, url: string, left: AbortSignal): Promise<Played> {
  const started = performance.now();
  const response = await fetch(`${url}/api/v1/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${KEYS[scene.tenant]}` },
    body: JSON.stringify({ query: scene.query }),
    signal: left,
  });
  const text = await response.text();
  const milliseconds = performance.now() - started;
  if (!response.ok) throw new Error(`"${scene.query}" was answered with ${response.status}: ${text}`);
  return { scene, milliseconds, ...told(response.headers, JSON.parse(text) as Answer) };
}

function told(
  headers: Headers,
  { response, cache_info: info }: Answer,
): Omit<Played, 'scene' | 'milliseconds'> {
  const cacheStatus = headers.get('cache-status') ?? '';
  return {
    origin: info.cache_type ?? 'model',
    response,
    tokensSaved: info.tokens_saved,
    costSavedUsd: info.cost_saved_usd ?? undefined,
    cacheStatus,
    similarity: headers.get('x-cache-similarity') ?? undefined,
    refusedBy: /fwd=miss.*detail=([\w-]+)/.exec(cacheStatus)?.[1],
  };
}
