import { modelIn, setModel, unreadModel, type ModelRoutes, type ReachableUpstream } from '@app/llm';
import type { ProviderName } from '@app/core';
import { modelInPath } from './pass-route.js';
import type { RelayCommand } from './relay-command.js';

/** Where a request goes that is passed on, and what goes there. */
export interface RelayRoute extends Pick<RelayCommand, 'path' | 'body'> {
  readonly upstream: ReachableUpstream;
  /** The model's name there; absent = the request names none. */
  readonly model?: string;
}

type Passed = Pick<RelayCommand, 'tenant' | 'path' | 'body'> & {
  /** The upstream that has what the path names; absent = nothing is known about that. */
  readonly home?: ReachableUpstream;
};

/**
 * What a tenant made is asked of the upstream that made it. Otherwise a JSON body or a path that names a model goes to the upstream
 * that serves it, with the model's name there. Everything else goes to the upstream of OPENAI_* or ANTHROPIC_*, or to the only one of its kind.
 * @throws RagCacheError `not_found` for a model that no upstream serves, and for a request that several could be meant by;
 *   `validation_failed` for a JSON body with too many tokens before its model: it may be meant for any upstream.
 */
export function relayRoute(routes: ModelRoutes, kind: ProviderName, passed: Passed): RelayRoute {
  const { tenant, path, body, home } = passed;
  const unchanged = { path, body };
  if (!routes.areSeveral) return { ...unchanged, upstream: routes.withoutModel(kind, tenant) };
  const listed = modelInPath(path);
  if (listed !== undefined) {
    const { upstream, model } = routes.route(kind, listed, tenant);
    return { body, upstream, path: `/models/${encodeURIComponent(model)}` };
  }
  const named = namedIn(passed);
  if (!named) return { ...unchanged, upstream: home ?? routes.withoutModel(kind, tenant) };
  const { upstream, model } = home ? routes.at(home, named, tenant) : routes.route(kind, named, tenant);
  return { ...unchanged, upstream, model, body: model === named ? body : setModel(body as Buffer, model) };
}

/** The model that the body names. One that is out of reach matters only where it decides. */
function namedIn({ body, home }: Passed): string | undefined {
  const read = Buffer.isBuffer(body) ? modelIn(body) : { reason: 'none' as const, model: undefined };
  if (read.model === undefined && read.reason === 'unread' && !home) throw unreadModel();
  return read.model;
}
