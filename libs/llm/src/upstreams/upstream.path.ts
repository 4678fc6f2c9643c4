import { nobodyServes } from './unserved-model.js';
import type { Upstream } from '../provider.descriptor.js';

type PathSettings = Pick<Upstream, 'pathStyle' | 'query'>;

/** A route of the provider's API at one upstream. */
export interface UpstreamRoute {
  /** After the base URL, with its query: `/chat/completions?x=1`. */
  readonly route: string;
  /** Absent = the route names no model. */
  readonly model?: string;
  /** The caller used Azure's older path. Its `api-version` concerns upstreams with such paths only. */
  readonly isAzure?: boolean;
}

const API_VERSION = 'api-version';

/**
 * The path and query of a call, after the path of the base URL. A caller's parameter replaces the upstream's own of the same name.
 * @throws RagCacheError `not_found` for a model that would lead to another path.
 */
export function pathAt({ pathStyle, query }: PathSettings, { route, model, isAzure }: UpstreamRoute): string {
  const dropsVersion = isAzure && pathStyle !== 'deployments';
  // Byte for byte, as the caller spelled it.
  if (pathStyle === 'v1' && !dropsVersion && Object.keys(query).length === 0) return route;
  const [path = '', ...rest] = route.split('?');
  const asked = rest.join('?').split('&').filter(Boolean);
  const kept = dropsVersion ? asked.filter((one) => nameOf(one) !== API_VERSION) : asked;
  const whole = [...kept, ...missingFrom(kept, query)].join('&');
  return styled(path, pathStyle, model) + (whole && `?${whole}`);
}

/**
 * The query of a call as a part of identity: the caller's with what the upstream adds.
 * @param search empty, or with its question mark.
 */
export function searchAt(query: Upstream['query'], search: string): string {
  const asked = search.slice(1).split('&').filter(Boolean);
  const missing = missingFrom(asked, query);
  return missing.length === 0 ? search : `?${[...asked, ...missing].join('&')}`;
}

function styled(path: string, style: Upstream['pathStyle'], model: string | undefined): string {
  if (style === 'v1') return path;
  if (model === undefined) return `/openai${path}`;
  // Dots are not encoded, and as a segment they lead out of the deployments.
  if (model === '.' || model === '..') throw nobodyServes();
  return `/openai/deployments/${encodeURIComponent(model)}${path}`;
}

function missingFrom(asked: readonly string[], query: Upstream['query']): string[] {
  const names = new Set(asked.map(nameOf));
  return Object.entries(query)
    .filter(([name]) => !names.has(name))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
}

function nameOf(parameter: string): string {
  return new URLSearchParams(parameter).keys().next().value ?? '';
}
