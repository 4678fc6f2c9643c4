import {
  canonicalKeyOf,
  keyOf,
  RagCacheError,
  scopeOf,
  StepTimer,
  type Clock,
  type ProviderName,
  type Signals,
} from '@app/core';
import { canonicalText } from '@app/cache';
import { HIGHEST_TEMPERATURE, type LlmRequest, type ModelCatalog } from '@app/llm';
import type { QueryCommand } from '../query-command.js';
import type { BypassReason } from '../query-result.js';
import { profileOf } from './profile.js';
import { promptOf } from './prompt.template.js';
import type { QuerySettings } from './query-settings.js';
import type { ResolvedRequest } from './resolved-request.js';

export interface ResolverTools {
  readonly catalog: ModelCatalog;
  readonly clock: Clock;
  readonly signals: Signals;
}

const ENDPOINT = 'query';
const DEFAULT_NAMESPACE = 'default';

/** Fills in what a question leaves open and works out its identity. */
export class RequestResolver {
  constructor(
    private readonly tools: ResolverTools,
    private readonly settings: QuerySettings,
  ) {}

  /** @throws RagCacheError `validation_failed` when the filled-in request is one that its provider can't take. */
  resolve(command: QueryCommand): ResolvedRequest {
    const provider = command.provider ?? this.settings.defaultProvider;
    const llm = this.llmRequest(command, provider);
    checkTemperature(llm, provider);
    const bypass = this.bypassOf(command);
    return {
      provider,
      llm,
      bypass,
      ...{ directives: command.directives, account: command.account },
      ask: this.ask(command, provider, llm),
      remember: this.rememberOptions(command, llm),
      mayWrite: this.settings.cacheMode === 'on',
      deadline: this.tools.clock.monotonic() + this.settings.timeoutMs,
    };
  }

  private llmRequest(command: QueryCommand, provider: ProviderName): LlmRequest {
    return {
      model: this.tools.catalog.resolve(command.model ?? this.settings.defaultModels[provider]),
      system: command.system,
      prompt: promptOf(command.query, command.context ?? []),
      maxTokens: command.maxTokens ?? this.settings.defaultMaxTokens,
      temperature: command.temperature ?? this.defaultTemperature(provider),
    };
  }

  /** A default that this provider can't take is left out: the caller could do nothing about a refusal. */
  private defaultTemperature(provider: ProviderName): number | undefined {
    const { defaultTemperature = Infinity } = this.settings;
    return defaultTemperature <= HIGHEST_TEMPERATURE[provider] ? defaultTemperature : undefined;
  }

  private ask(command: QueryCommand, provider: ProviderName, llm: LlmRequest): ResolvedRequest['ask'] {
    const { tenant, namespace = DEFAULT_NAMESPACE, query, cache, directives } = command;
    const profile = profileOf(command, provider, llm);
    const scope = scopeOf({ tenant, namespace, endpoint: ENDPOINT, profile });
    const text = cache?.mode === 'exact' ? undefined : canonicalText(query);
    return {
      ...{ tenant, namespace, scope, question: query, key: keyOf(scope, query) },
      canonicalKey: text === undefined ? undefined : canonicalKeyOf(scope, text),
      begunAt: this.tools.clock.now(),
      maxAgeMs: directives?.maxAgeMs,
      threshold: cache?.threshold ?? 0,
      timer: new StepTimer(this.tools.clock, this.tools.signals),
    };
  }

  private rememberOptions(
    { context = [], cache, writer }: QueryCommand,
    llm: LlmRequest,
  ): ResolvedRequest['remember'] {
    return {
      model: llm.model,
      sources: context.map(({ id, version }) => ({ id, version })),
      tags: [...new Set(cache?.tags)],
      writer,
      ttlMs: (cache?.ttl ?? this.settings.ttlSeconds) * 1_000,
      staleMs: this.settings.staleSeconds * 1_000,
    };
  }

  private bypassOf({ useCache, cache }: QueryCommand): BypassReason | undefined {
    if (useCache === false) return 'use-cache-false';
    if (cache?.mode === 'off') return 'mode-off';
    return this.settings.cacheMode === 'off' ? 'cache-mode-off' : undefined;
  }
}

function checkTemperature({ temperature = 0 }: LlmRequest, provider: ProviderName): void {
  if (temperature <= HIGHEST_TEMPERATURE[provider]) return;
  const message = `must be between 0 and ${HIGHEST_TEMPERATURE[provider]} for provider ${provider}`;
  throw new RagCacheError('validation_failed', `temperature ${message}.`, {
    errors: [{ path: 'temperature', message }],
  });
}
