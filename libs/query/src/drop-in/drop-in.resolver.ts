import {
  identityHeaders,
  shapingHeaders,
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
import { withoutOurs } from './our-member.js';
import type { AnswerIds } from '../answer-ids/answer-ids.js';
import type { ToolAnswers } from './tool-answers.js';

export interface DropInResolverTools extends Omit<ResolverTools, 'catalog'> {
  readonly formats: WireFormats;
  readonly ids: AnswerIds;
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
   * @throws RagCacheError `validation_failed` for a body that is no request of its format, and `not_found` for one that continues an
   *   answer which this tenant never got, or which the provider no longer keeps.
   */
  resolve(asked: DropInCommand): ResolvedDropIn {
    const format = this.tools.formats[asked.format];
    const read = asked.body && format.read(asked.body);
    const wire = asked.unsound ? undefined : read;
    const ruling = this.rulingOn(asked, read ?? UNREAD);
    const command = this.withOriginalIds(ruled(asked, ruling), format);
    return {
      provider: format.provider,
      format,
      wire,
      call: () => callOf(command, format, wire),
      bypass: this.bypassOf(command, wire) ?? bypassBy(ruling),
      ...lookupBy(ruling),
      isUncacheable: wire?.tiers === 'none',
      directives: command.directives,
      account: command.account,
      ask: this.ask(command, format, wire ?? UNREAD),
      remember: this.rememberOptions(command, wire ?? read ?? UNREAD),
      toolAnswers: this.toolAnswers(wire ?? UNREAD),
      ids: this.tools.ids.of(asked.tenant, format.provider),
      mayWrite: this.settings.cacheMode === 'on',
      deadline: this.tools.clock.monotonic() + this.settings.timeoutMs,
    };
  }

  private rulingOn({ tenant, format, cache }: DropInCommand, wire: WireRequest): Ruling {
    const { said: text, model, tools, searches } = wire;
    return this.tools.rules.decide({ tenant, route: format, text, model, tools, searches }, cache?.ttl);
  }

  private ask(command: DropInCommand, format: WireFormat, wire: WireRequest): ResolvedDropIn['ask'] {
    const { provider, name: endpoint } = format;
    const { question, tiers, instructions } = wire;
    const query = orderedQuery(command.search);
    const profile = {
      ...{ provider, headers: identityHeaders(provider, command.headers), body: wire.profile },
      ...(query && { query }),
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

  private withOriginalIds(command: DropInCommand, { provider }: WireFormat): DropInCommand {
    const raw = this.tools.ids.resolvedBody(command.raw, command.tenant, provider);
    return raw === command.raw ? command : { ...command, raw };
  }
}

/** The query and the body byte for byte, without our own member, and with what the format adds. */
function callOf(command: DropInCommand, format: WireFormat, wire?: WireRequest): WireCall {
  const { headers, search = '' } = command;
  const { provider, path } = format;
  const body = format.outgoing(withoutOurs(command), wire);
  return { method: 'POST', path: path + search, body, headers: shapingHeaders(provider, headers) };
}
