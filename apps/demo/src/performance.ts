import type { Expected, Scene } from './scenes.js';
import { KEYS } from './stage.js';

/** What a scene turned out to be, told by the response alone. */
export interface Played {
  readonly scene: Scene;
  readonly from: Expected;
  /** Of the best candidate, from `X-Cache-Similarity`. */
  readonly similarity?: string;
  readonly milliseconds: number;
  readonly tokensSaved?: number;
  readonly costSavedUsd?: number;
  /** Why a candidate was refused, from `Cache-Status`. */
  readonly refusedBy?: string;
}

interface Answer {
  readonly cache_info: {
    readonly cache_type: Exclude<Expected, 'model'> | null;
    readonly tokens_saved?: number;
    readonly cost_saved_usd?: number;
  };
}

export async function play(scene: Scene, url: string): Promise<Played> {
  const started = performance.now();
  const response = await fetch(`${url}/api/v1/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${KEYS[scene.tenant]}` },
    body: JSON.stringify({ query: scene.query }),
  });
  if (!response.ok)
    throw new Error(`"${scene.query}" was answered with ${response.status}: ${await response.text()}`);
  const { cache_info: info } = (await response.json()) as Answer;
  const refusedBy = /fwd=miss.*detail=([\w-]+)/.exec(response.headers.get('cache-status') ?? '')?.[1];
  return {
    scene,
    from: info.cache_type ?? 'model',
    similarity: response.headers.get('x-cache-similarity') ?? undefined,
    milliseconds: performance.now() - started,
    tokensSaved: info.tokens_saved,
    costSavedUsd: info.cost_saved_usd,
    refusedBy,
  };
}

/** Whether the scene showed what it promises. */
export function wentAsPromised({ scene, from, refusedBy }: Played): boolean {
  return from === scene.expected && (!scene.isTrap || refusedBy?.startsWith('guard-') === true);
}
