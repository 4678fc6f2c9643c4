import { Clock } from '@app/core';
import { ModelCatalog, ModelRoutes, WireFormats } from '@app/llm';
import type { Provider } from '@nestjs/common';
import { AnswerIds } from '../answer-ids/answer-ids.js';
import { AccountWall } from '../owners/account-wall.js';
import { KnownOwners } from '../owners/known-owners.js';
import type { QueryEnv } from '../query.env.js';
import { UpstreamGate } from '../upstream/upstream-gate.js';
import { OwnThings } from './own-things.js';
import { closedRoutesOf } from './pass-route.js';
import { RequestRelay, type RequestRelayTools } from './request-relay.js';

/** The use case of the routes that are passed on. */
export function passProviders(environment: QueryEnv): Provider[] {
  return [things(environment), relay(environment)];
}

function things({ RESPONSES_KEEP_DAYS: keepDays }: QueryEnv): Provider {
  return {
    provide: OwnThings,
    inject: [AccountWall, KnownOwners, Clock],
    useFactory: (wall: AccountWall, owners: KnownOwners, clock: Clock) =>
      new OwnThings({ wall, owners, now: () => clock.now(), keepDays }),
  };
}

function relay({ DROP_IN_TIMEOUT_MS: timeoutMs, PASS_ROUTES }: QueryEnv): Provider {
  const settings = { timeoutMs, closed: closedRoutesOf(PASS_ROUTES) };
  return {
    provide: RequestRelay,
    inject: [WireFormats, ModelRoutes, UpstreamGate, ModelCatalog, AnswerIds, OwnThings],
    useFactory: (...parts: [WireFormats, ModelRoutes, UpstreamGate, ModelCatalog, AnswerIds, OwnThings]) => {
      const [formats, routes, gate, catalog, ids, things] = parts;
      const tools: RequestRelayTools = { formats, routes, gate, catalog, ids, things };
      return new RequestRelay(tools, settings);
    },
  };
}
