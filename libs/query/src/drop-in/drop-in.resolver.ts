import {
  identityHeaders,
  searchAt,
  shapingHeaders,
  type ModelRoute,
  type JsonObject,
  type ModelRoutes,
  type WireCall,
  type WireFormat,
  type WireFormats,
  type WireRequest,
} from '@app/llm';
import type { BypassReason } from '../query-result.js';
import type { Ruling } from '../rules/rule-book.js';
import { bypassBy, lookupBy, ruled } from '../rules/ruled.js';
import { storeOptionsOf, switchedOff, type CachingSettings } from '../resolve/caching.js';
import { askOf } from '../resolve/identity.js';
import type { ResolverTools } from '../resolve/request-resolver.js';
import type { DropInCommand, ResolvedDropIn } from './drop-in.types.js';
import { orderedQuery } from './ordered-query.js';
import { renamed, routeOf, withModelOf } from './request-route.js';
import type { AnswerIds } from '../answer-ids/answer-ids.js';
import { mayRefer, referencesIn } from '../owners/references.js';
import type { ToolAnswers } from './tool-answers.js';

export interface DropInResolverTools extends Omit<ResolverTools, 'catalog'> {
  readonly formats: WireFormats;
  readonly ids: AnswerIds;
  readonly routes: ModelRoutes;
}

/** Settings of the drop-in endpoints. */
export interface DropInSettings extends CachingSettings {
  /** From arrival to the last byte. */
  readonly timeoutMs: number;
  /** Whether answers that call tools are stored, in the exact tier. */
  readonly keepsToolCalls: boolean;
  /** Whether answers that the provider keeps under an id are replayed. */
  readonly replaysKept: boolean;
}

/** The identity of a body that has none; such a request never looks for an answer. */
const UNREAD: WireRequest = {
  ...{ model: '', isStream: false, wantsUsage: true, question: null, profile: {}, tiers: 'none' },
  ...{ instructions: [], said: '', tools: [], searches: false },
};

/** Works out the identity of a request in a provider's wire format, and the call that goes upstream. */
export class DropInResolver {
  constructor(
    private readonly tools: DropInResolverTools,
    private readonly settings: DropInSettings,
  ) {}

  /**
   * @throws RagCacheError `validation_failed` for a body that is no request of its format, and `not_found` for a model that no
   *   upstream serves, or one that continues an answer which this tenant never got, or which the provider no longer keeps.
   */
  resolve(asked: DropInCommand): ResolvedDropIn {
    const format = this.tools.formats[asked.format];
    const body = asked.body && format.read(withDeployment(asked.body, asked.deployment));
    const route = routeOf(this.tools.routes, asked, { kind: format.provider, read: body });
    const read = body && renamed(body, route.model);
    const wire = asked.unsound ? undefined : read;
    const ruling = this.rulingOn(asked, read ?? UNREAD);
    const command = this.withOriginalIds(ruled(asked, ruling), route);
    return {
      provider: route.upstream.name,
      format,
      route,
      wire,
      call: () => callOf(command, { format, route, wire }),
      bypass: this.bypassOf(command, wire) ?? bypassBy(ruling),
      ...lookupBy(ruling),
      isUncacheable: wire?.tiers === 'none',
      directives: command.directives,
      account: command.account,
      ask: this.ask(command, { format, route, wire }),
      remember: this.rememberOptions(command, wire ?? read ?? UNREAD),
      toolAnswers: this.toolAnswers(wire ?? UNREAD),
      ids: this.tools.ids.of(asked.tenant, route.upstream.name),
      mayWrite: this.settings.cacheMode === 'on',
      deadline: this.tools.clock.monotonic() + this.settings.timeoutMs,
    };
  }

  private rulingOn({ tenant, format, cache }: DropInCommand, wire: WireRequest): Ruling {
    const { said: text, model, tools, searches } = wire;
    return this.tools.rules.decide({ tenant, route: format, text, model, tools, searches }, cache?.ttl);
  }

  private ask(command: DropInCommand, { format, route, wire = UNREAD }: Routed): ResolvedDropIn['ask'] {
    const { provider: kind, name: endpoint } = format;
    const { question, tiers, instructions } = wire;
    const { name: provider, query: own } = route.upstream;
    const query = orderedQuery(searchAt(own, command.search ?? ''));
    const profile = {
      ...{ provider, headers: identityHeaders(kind, command.headers), body: wire.profile },
      ...(query && { query }),
      // Beside the body, where no caller can put it.
      ...(command.digests && { digests: command.digests }),
    };
    return askOf(
      command,
      {
        ...{ endpoint, profile, question, instructions },
        isCompared: tiers === 'all' || tiers === 'canonical',
        isNeverSimilar: tiers === 'canonical',
        choices: wire.choices,
      },
      this.tools,
    );
  }

  private rememberOptions(command: DropInCommand, { model }: WireRequest): ResolvedDropIn['remember'] {
    return { ...storeOptionsOf(command, this.settings), model, sources: [] };
  }

  private toolAnswers({ tiers, forcedTool }: WireRequest): ToolAnswers {
    if (tiers !== 'exact') return { keepsAll: false };
    return { keepsAll: this.settings.keepsToolCalls, forced: forcedTool };
  }

  private bypassOf(command: DropInCommand, wire?: WireRequest): BypassReason | undefined {
    const isKept = wire?.isKept && !this.settings.replaysKept;
    return command.unsound ?? switchedOff(command, this.settings) ?? (isKept ? 'replay-off' : undefined);
  }

  private withOriginalIds(command: DropInCommand, { upstream }: ModelRoute): DropInCommand {
    const raw = this.tools.ids.resolvedBody(command.raw, command.tenant, upstream.name);
    return raw === command.raw ? command : { ...command, raw };
  }
}

/** What a request names in the account of one upstream means nothing, or something else, in the account of another. */
function mayNameThings({ raw, body }: DropInCommand): boolean {
  return mayRefer(raw) && (!body || referencesIn(body).size > 0);
}

/** A request in a wire format, and where it goes. */
interface Routed {
  readonly format: WireFormat;
  readonly route: ModelRoute;
  readonly wire?: WireRequest;
}

function withDeployment(body: JsonObject, deployment?: string): JsonObject {
  return deployment === undefined ? body : { ...body, model: deployment };
}

/** The query and the body byte for byte, without our own member, and with the model's name upstream and what the format adds. */
function callOf(command: DropInCommand, { format, route, wire }: Routed): WireCall {
  const { headers, search = '', deployment } = command;
  const { model, upstream } = route;
  const body = format.outgoing(withModelOf(route, command), wire);
  return {
    ...{ method: 'POST', path: format.path + search, body, headers: shapingHeaders(upstream.kind, headers) },
    ...{ model, isAzure: deployment !== undefined, isPinned: mayNameThings(command) },
  };
}
