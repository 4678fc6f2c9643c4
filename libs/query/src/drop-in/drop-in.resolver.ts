import type { Clock, Signals } from '@app/core';
import {
  addIncludeUsage,
  cutMember,
  identityHeaders,
  shapingHeaders,
  type WireCall,
  type WireFormat,
  type WireFormats,
  type WireRequest,
} from '@app/llm';
import type { BypassReason } from '../query-result.js';
import { askOf, keptAs, switchedOff } from '../resolve/caching.js';
import type { DropInCommand } from './drop-in-command.js';
import { orderedQuery } from './ordered-query.js';
import type { DropInSettings } from './drop-in.settings.js';
import type { ResolvedDropIn } from './resolved-drop-in.js';
import type { ToolAnswers } from './tool-answers.js';

export interface DropInResolverTools {
  readonly formats: WireFormats;
  readonly clock: Clock;
  readonly signals: Signals;
}

/** The member of a body that is ours. */
const OURS = 'cache';
/** Stands for the identity of a body that has none; such a request never looks for an answer. */
const UNREAD: WireRequest = {
  ...{ model: '', isStream: false, wantsUsage: true, question: null, profile: {}, tiers: 'none' },
};

/** Works out the identity of a request in a provider's wire format, and what of it goes upstream. */
export class DropInResolver {
  constructor(
    private readonly tools: DropInResolverTools,
    private readonly settings: DropInSettings,
  ) {}

  /** @throws RagCacheError `validation_failed` for what isn't a request of its format. */
  resolve(command: DropInCommand): ResolvedDropIn {
    const format = this.tools.formats.get(command.format);
    const read = command.body && format.read(command.body);
    const wire = command.unsound ? undefined : read;
    return {
      format,
      wire,
      call: () => callOf(command, format, wire),
      bypass: this.bypassOf(command),
      isUncacheable: wire?.tiers === 'none',
      directives: command.directives,
      account: command.account,
      ask: this.ask(command, format, wire ?? UNREAD),
      remember: this.rememberOptions(command, wire ?? read ?? UNREAD),
      toolAnswers: this.toolAnswers(wire ?? UNREAD),
      mayWrite: this.settings.cacheMode === 'on',
      deadline: this.tools.clock.monotonic() + this.settings.timeoutMs,
    };
  }

  private ask(command: DropInCommand, format: WireFormat, wire: WireRequest): ResolvedDropIn['ask'] {
    const { provider, name: endpoint } = format;
    const { question, tiers } = wire;
    const query = orderedQuery(command.search);
    const profile = {
      ...{ provider, headers: identityHeaders(provider, command.headers), body: wire.profile },
      ...(query && { query }),
    };
    return askOf(command, { endpoint, profile, question, isCompared: tiers === 'all' }, this.tools);
  }

  private rememberOptions(command: DropInCommand, { model }: WireRequest): ResolvedDropIn['remember'] {
    return { ...keptAs(command, this.settings), model, sources: [] };
  }

  private toolAnswers({ tiers, forcedTool }: WireRequest): ToolAnswers {
    if (tiers !== 'exact') return { keepsAll: false };
    return { keepsAll: this.settings.keepsToolCalls, forced: forcedTool };
  }

  private bypassOf(command: DropInCommand): BypassReason | undefined {
    return command.unsound ?? switchedOff(command, this.settings);
  }
}

/** The query and the body byte for byte, but without our own member, and asking for the usage that is to be remembered. */
function callOf(command: DropInCommand, { provider, path }: WireFormat, wire?: WireRequest): WireCall {
  const { raw, headers, search = '' } = command;
  const own = mayHoldOurs(command) ? cutMember(raw, OURS) : raw;
  const body = wire?.isStream && !wire.wantsUsage ? addIncludeUsage(own) : own;
  return { method: 'POST', path: path + search, body, headers: shapingHeaders(provider, headers) };
}

/** In a body that was not looked into the name may be spelled with escapes. */
function mayHoldOurs({ raw, body }: DropInCommand): boolean {
  return body ? Object.hasOwn(body, OURS) : raw.includes(OURS) || raw.includes('\\u');
}
