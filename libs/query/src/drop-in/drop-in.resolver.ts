import { canonicalText } from '@app/cache';
import { canonicalKeyOf, keyOf, scopeOf, StepTimer, type Clock, type Signals } from '@app/core';
import {
  addIncludeUsage,
  cutMember,
  shapingHeaders,
  type WireFormat,
  type WireFormats,
  type WireRequest,
} from '@app/llm';
import type { BypassReason } from '../query-result.js';
import type { DropInCommand } from './drop-in-command.js';
import type { DropInSettings } from './drop-in.settings.js';
import type { ResolvedDropIn } from './resolved-drop-in.js';

export interface DropInResolverTools {
  readonly formats: WireFormats;
  readonly clock: Clock;
  readonly signals: Signals;
}

const DEFAULT_NAMESPACE = 'default';
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
      call: callOf(command, format, wire),
      bypass: this.bypassOf(command),
      isUncacheable: wire?.tiers === 'none',
      ...{ directives: command.directives, account: command.account },
      ask: this.ask(command, format, wire ?? UNREAD),
      remember: this.rememberOptions(command, wire ?? UNREAD),
      mayWrite: this.settings.cacheMode === 'on',
      deadline: this.tools.clock.monotonic() + this.settings.timeoutMs,
    };
  }

  private ask(command: DropInCommand, format: WireFormat, wire: WireRequest): ResolvedDropIn['ask'] {
    const { tenant, namespace = DEFAULT_NAMESPACE, cache, directives } = command;
    const { provider, name: endpoint } = format;
    const { question } = wire;
    const profile = { provider, headers: shapingHeaders(provider, command.headers), body: wire.profile };
    const scope = scopeOf({ tenant, namespace, endpoint, profile });
    const isCompared = wire.tiers === 'all' && cache?.mode !== 'exact';
    const text = isCompared && question !== null ? canonicalText(question) : undefined;
    return {
      ...{ tenant, namespace, scope, question, key: keyOf(scope, question) },
      canonicalKey: text === undefined ? undefined : canonicalKeyOf(scope, text),
      begunAt: this.tools.clock.now(),
      maxAgeMs: directives?.maxAgeMs,
      threshold: cache?.threshold ?? 0,
      timer: new StepTimer(this.tools.clock, this.tools.signals),
    };
  }

  private rememberOptions(
    { cache, writer }: DropInCommand,
    { model, tiers }: WireRequest,
  ): ResolvedDropIn['remember'] {
    return {
      ...{ model, writer, sources: [], tags: [...new Set(cache?.tags)] },
      ttlMs: (cache?.ttl ?? this.settings.ttlSeconds) * 1_000,
      staleMs: this.settings.staleSeconds * 1_000,
      keepsToolCalls: this.settings.keepsToolCalls && tiers === 'exact',
    };
  }

  private bypassOf({ unsound, cache }: DropInCommand): BypassReason | undefined {
    if (unsound) return unsound;
    if (cache?.mode === 'off') return 'mode-off';
    return this.settings.cacheMode === 'off' ? 'cache-mode-off' : undefined;
  }
}

/** The body byte for byte, but without our own member, and asking for the usage that is to be remembered. */
function callOf(
  command: DropInCommand,
  { provider, path }: WireFormat,
  wire?: WireRequest,
): ResolvedDropIn['call'] {
  const { raw, headers } = command;
  const own = mayHoldOurs(command) ? cutMember(raw, OURS) : raw;
  const body = wire?.isStream && !wire.wantsUsage ? addIncludeUsage(own) : own;
  return { method: 'POST', path, body, headers: shapingHeaders(provider, headers) };
}

/** In a body that was not looked into the name may be spelled with escapes. */
function mayHoldOurs({ raw, body }: DropInCommand): boolean {
  return body ? Object.hasOwn(body, OURS) : raw.includes(OURS) || raw.includes('\\u');
}
