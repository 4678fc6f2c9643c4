import { RagCacheError, type ProviderName } from '@app/core';
import { modelIn, setModel, unreadModel, type JsonObject, type ModelRoute, type ModelRoutes } from '@app/llm';
import type { DropInCommand } from './drop-in.types.js';
import { withoutOurs } from './our-member.js';

type Body = Pick<DropInCommand, 'raw' | 'body'>;

/** A body that was read, as far as its model is concerned. */
interface Modelled {
  readonly model: string;
  readonly profile: JsonObject;
}

/**
 * Where a request goes. A body that was not read is searched for its model, if that decides anything.
 * @throws RagCacheError `not_found` for a model that no upstream serves, `validation_failed` for a body whose model can't be found.
 */
export function routeOf(
  routes: ModelRoutes,
  { tenant, raw, deployment }: Pick<DropInCommand, 'tenant' | 'raw' | 'deployment'>,
  { kind, read }: { readonly kind: ProviderName; readonly read?: Modelled },
): ModelRoute {
  if (read || !routes.areSeveral) return routes.route(kind, read?.model ?? deployment ?? '', tenant);
  const named = deployment === undefined ? modelIn(raw) : { model: deployment };
  if (named.model !== undefined) return routes.route(kind, named.model, tenant);
  if (named.reason !== 'none') throw unreadModel();
  const message = 'must be a non-empty string';
  throw new RagCacheError('validation_failed', `model ${message}.`, { errors: [{ path: 'model', message }] });
}

/** The request as it is asked of an upstream: without the upstream's name before that of the model. */
export function renamed<Request extends Modelled>(request: Request, model: string): Request {
  if (request.model === model) return request;
  return { ...request, model, profile: { ...request.profile, model } };
}

/** The body byte for byte, without our own member and with the model's name upstream. */
export function withModelOf({ model }: ModelRoute, command: Body): Buffer {
  const { raw, body } = command;
  const own = withoutOurs(command);
  const isNamed = model === '' || model === (body ? body['model'] : modelIn(raw).model);
  return isNamed ? own : setModel(own, model);
}
