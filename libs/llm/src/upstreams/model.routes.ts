import { PROVIDERS, RagCacheError, type ProviderName } from '@app/core';
import type { WireUpstream } from '../wire/wire-upstream.port.js';
import { ClaimedModels } from './claimed.models.js';
import { isPattern } from './model.pattern.js';
import { listed, nobodyServes } from './unserved-model.js';
import { isOpenTo, type UpstreamRow } from './upstream-row.js';

/** An upstream that can be called. */
export interface ReachableUpstream {
  /** Part of every identity. */
  readonly name: string;
  readonly kind: ProviderName;
  /** Query parameters of every call. */
  readonly query: Readonly<Record<string, string>>;
  /** Whether its account belongs to a single tenant, as far as the configuration can tell. */
  readonly isOfOneTenant?: boolean;
  readonly wire: WireUpstream;
}

/** A row of UPSTREAMS_FILE that can be called. */
export interface ReachableRow extends ReachableUpstream, UpstreamRow {}

/** The upstream of OPENAI_* or ANTHROPIC_*. */
export interface ShorthandUpstream extends ReachableUpstream {
  /** Whether its key is set. Otherwise its calls reject with `provider_not_configured`. */
  readonly isConfigured: boolean;
}

/** Where a request goes. */
export interface ModelRoute {
  readonly upstream: ReachableUpstream;
  /** The model's name there. */
  readonly model: string;
}

/**
 * Knows which upstream serves a model. A name that a row claims comes first, then the name of a row as a prefix, then the longest
 * pattern; the upstream of OPENAI_* or ANTHROPIC_* takes the rest. Rows that are closed to a tenant do not exist for it.
 */
export class ModelRoutes {
  private readonly byName: ReadonlyMap<string, ReachableRow>;
  private readonly claims: Readonly<Record<ProviderName, ClaimedModels<ReachableRow>>>;

  constructor(
    /** The upstreams of OPENAI_* and ANTHROPIC_*. */
    readonly shorthand: Readonly<Record<ProviderName, ShorthandUpstream>>,
    private readonly rows: readonly ReachableRow[] = [],
  ) {
    this.byName = new Map(rows.map((row) => [row.name, row]));
    const claims = PROVIDERS.map((kind) => [kind, new ClaimedModels(kind, rows)] as const);
    this.claims = Object.fromEntries(claims) as Record<ProviderName, ClaimedModels<ReachableRow>>;
  }

  /** Whether the model of a request decides where it goes. */
  get areSeveral(): boolean {
    return this.rows.length > 0;
  }

  /**
   * The upstream that serves a model in a wire format.
   * @param model as the caller names it.
   * @throws RagCacheError `not_found` that names what there is.
   */
  route(kind: ProviderName, model: string, tenant: string): ModelRoute {
    const found = this.rows.length > 0 ? this.claimed(kind, model, tenant) : undefined;
    if (found) return found;
    this.checkFormat(kind, model, tenant);
    const rest = this.shorthand[kind];
    if (rest.isConfigured || this.open(kind, tenant).length === 0) return { upstream: rest, model };
    throw nobodyServes(this.namesOpen(kind, tenant));
  }

  /** A request that goes to an upstream whatever its model is: the upstream's own name is cut from before the model's. */
  at(upstream: ReachableUpstream, model: string, tenant: string): ModelRoute {
    const prefixed = this.prefixed(upstream.kind, model, tenant);
    return prefixed?.upstream === upstream ? prefixed : { upstream, model };
  }

  /** The kind of the row that claims a model. @param preferred the answer when rows of several kinds do, or none. */
  kindServing(model: string, preferred: ProviderName, tenant: string): ProviderName {
    const kinds = [preferred, ...PROVIDERS];
    return kinds.find((kind) => this.claimed(kind, model, tenant)) ?? preferred;
  }

  /**
   * The upstream of a request that names no model: the one of OPENAI_* or ANTHROPIC_*, or else the only row.
   * @throws RagCacheError `not_found` when there are several.
   */
  withoutModel(kind: ProviderName, tenant: string): ReachableUpstream {
    const rest = this.shorthand[kind];
    const [only, ...others] = this.open(kind, tenant);
    if (rest.isConfigured || !only) return rest;
    if (others.length === 0) return only;
    const names = [only, ...others].map(({ name }) => name);
    const detail = `The request names no model, and several upstreams could be meant: ${listed(names)}.`;
    throw new RagCacheError('not_found', detail);
  }

  /** All upstreams that a tenant can ask in a wire format, that of OPENAI_* or ANTHROPIC_* first. */
  reachable(kind: ProviderName, tenant: string): readonly ReachableUpstream[] {
    const rest = this.shorthand[kind];
    const rows = this.open(kind, tenant);
    return rest.isConfigured || rows.length === 0 ? [rest, ...rows] : rows;
  }

  /** How a caller names a model that an upstream has; undefined = it can't. */
  callersName(upstream: ReachableUpstream, model: string, tenant: string): string | undefined {
    const names = this.byName.has(upstream.name) ? [model, `${upstream.name}/${model}`] : [model];
    return names.find((name) => {
      const found = this.claimed(upstream.kind, name, tenant) ?? {
        upstream: this.shorthand[upstream.kind],
        model: name,
      };
      return found.upstream === upstream && found.model === model;
    });
  }

  /** The names in UPSTREAMS_FILE that stand for one model of an upstream each. */
  namesOf({ name }: ReachableUpstream): readonly string[] {
    return (this.byName.get(name)?.models ?? []).filter((model) => !isPattern(model));
  }

  private claimed(kind: ProviderName, model: string, tenant: string): ModelRoute | undefined {
    const named = this.claims[kind].named(model, tenant);
    if (named) return { upstream: named, model };
    const prefixed = this.prefixed(kind, model, tenant);
    if (prefixed) return prefixed;
    const upstream = this.claims[kind].matching(model, tenant);
    return upstream && { upstream, model };
  }

  private prefixed(kind: ProviderName, model: string, tenant: string): ModelRoute | undefined {
    const upstream = this.named(model, tenant);
    if (upstream?.kind !== kind) return undefined;
    return { upstream, model: model.slice(upstream.name.length + 1) };
  }

  /** The row whose name stands before the model's. */
  private named(model: string, tenant: string): ReachableRow | undefined {
    const slash = model.indexOf('/');
    const row = slash > 0 && slash < model.length - 1 ? this.byName.get(model.slice(0, slash)) : undefined;
    return row && isOpenTo(row, tenant) ? row : undefined;
  }

  private checkFormat(kind: ProviderName, model: string, tenant: string): void {
    const row = this.named(model, tenant);
    if (row && row.kind !== kind) throw otherFormat(row);
  }

  private open(kind: ProviderName, tenant: string): readonly ReachableRow[] {
    return this.rows.filter((row) => row.kind === kind && isOpenTo(row, tenant));
  }

  private namesOpen(kind: ProviderName, tenant: string): readonly string[] {
    return this.open(kind, tenant).flatMap(({ name, models }) => [...models, `${name}/<model>`]);
  }
}

function otherFormat({ name, kind }: UpstreamRow): RagCacheError {
  const path = kind === 'anthropic' ? '/v1/messages' : '/v1/chat/completions';
  const message = `names upstream ${name}, which speaks another format. Ask it at ${path}`;
  return new RagCacheError('not_found', `model ${message}.`, { errors: [{ path: 'model', message }] });
}
