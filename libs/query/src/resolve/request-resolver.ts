import { RagCacheError, type Clock, type ProviderName, type Signals } from '@app/core';
import {
  PROVIDER_DESCRIPTORS,
  isSearchModel,
  type LlmRequest,
  type ModelCatalog,
  type ModelRoute,
  type ModelRoutes,
} from '@app/llm';
import type { QueryCommand } from '../query-command.js';
import type { BypassReason } from '../query-result.js';
import type { AnswerRequest } from '../request.js';
import type { RuleBook, Ruling } from '../rules/rule-book.js';
import { bypassBy, lookupBy, ruled } from '../rules/ruled.js';
import { storeOptionsOf, switchedOff, type CachingSettings } from './caching.js';
import { askOf } from './identity.js';
import { profileOf } from './profile.js';
import { promptOf } from './prompt.template.js';

export interface ResolverTools {
  readonly catalog: ModelCatalog;
  readonly routes: ModelRoutes;
  readonly clock: Clock;
  readonly signals: Signals;
  readonly rules: RuleBook;
}

/** Defaults for questions that leave something open. */
export interface QuerySettings extends CachingSettings {
  readonly defaultProvider: ProviderName;
  readonly defaultModels: Readonly<Record<ProviderName, string>>;
  readonly defaultMaxTokens: number;
  /** Absent = not sent. */
  readonly defaultTemperature?: number;
  /** From arrival to answer. */
  readonly timeoutMs: number;
}

/** A question with all defaults filled in. */
export interface ResolvedRequest extends AnswerRequest {
  readonly llm: LlmRequest;
}

const ENDPOINT = 'query';

/** Fills in the defaults of a question and works out its identity. */
export class RequestResolver {
  constructor(
    private readonly tools: ResolverTools,
    private readonly settings: QuerySettings,
  ) {}

  /**
   * @throws RagCacheError `validation_failed` when the filled-in request is one that its provider does not accept, `not_found` for a
   *   model that no upstream serves.
   */
  resolve(asked: QueryCommand): ResolvedRequest {
    const { upstream, model } = this.routeOf(asked);
    const { name: provider, kind } = upstream;
    const llm = this.llmRequest(asked, kind, model);
    checkTemperature(llm, kind);
    const ruling = this.rulingOn(asked, llm);
    const command = ruled(asked, ruling);
    return {
      provider,
      llm,
      bypass: this.bypassOf(command) ?? bypassBy(ruling),
      ...lookupBy(ruling),
      directives: command.directives,
      account: command.account,
      ask: this.ask(command, upstream, llm),
      remember: this.rememberOptions(command, llm),
      mayWrite: this.settings.cacheMode === 'on',
      deadline: this.tools.clock.monotonic() + this.settings.timeoutMs,
    };
  }

  private rulingOn({ tenant, query, cache }: QueryCommand, { model }: LlmRequest): Ruling {
    const facts = { tenant, route: ENDPOINT, text: query, model, tools: [], searches: isSearchModel(model) };
    return this.tools.rules.decide(facts, cache?.ttl);
  }

  /** Without a provider, a row of another kind than the default provider's may claim the model, too. */
  private routeOf({ provider, model, tenant }: QueryCommand): ModelRoute {
    const { catalog, routes } = this.tools;
    const kind = provider ?? this.settings.defaultProvider;
    const name = catalog.resolve(model ?? this.settings.defaultModels[kind]);
    return routes.route(provider ?? routes.kindServing(name, kind, tenant), name, tenant);
  }

  private llmRequest(command: QueryCommand, provider: ProviderName, model: string): LlmRequest {
    return {
      model,
      system: command.system,
      prompt: promptOf(command.query, command.context ?? []),
      maxTokens: command.maxTokens ?? this.settings.defaultMaxTokens,
      temperature: command.temperature ?? this.defaultTemperature(provider),
    };
  }

  /** A default that this provider does not accept is left out: the caller could do nothing about a refusal. */
  private defaultTemperature(provider: ProviderName): number | undefined {
    const { defaultTemperature = Infinity } = this.settings;
    return defaultTemperature <= PROVIDER_DESCRIPTORS[provider].highestTemperature
      ? defaultTemperature
      : undefined;
  }

  private ask(
    command: QueryCommand,
    upstream: ModelRoute['upstream'],
    llm: LlmRequest,
  ): ResolvedRequest['ask'] {
    const profile = profileOf(command, upstream, llm);
    const instructions = llm.system === undefined ? [] : [llm.system];
    const asked = { endpoint: ENDPOINT, profile, question: command.query, instructions, isCompared: true };
    return askOf(command, asked, this.tools);
  }

  private rememberOptions(command: QueryCommand, { model }: LlmRequest): ResolvedRequest['remember'] {
    const sources = (command.context ?? []).map(({ id, version }) => ({ id, version }));
    return { ...storeOptionsOf(command, this.settings), model, sources };
  }

  private bypassOf(command: QueryCommand): BypassReason | undefined {
    return command.useCache === false ? 'use-cache-false' : switchedOff(command, this.settings);
  }
}

function checkTemperature({ temperature = 0 }: LlmRequest, provider: ProviderName): void {
  if (temperature <= PROVIDER_DESCRIPTORS[provider].highestTemperature) return;
  const message = `must be between 0 and ${PROVIDER_DESCRIPTORS[provider].highestTemperature} for provider ${provider}`;
  throw new RagCacheError('validation_failed', `temperature ${message}.`, {
    errors: [{ path: 'temperature', message }],
  });
}
