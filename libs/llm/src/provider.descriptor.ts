import type { ProviderName } from '@app/core';
import type { HttpClient } from '@app/http';
import type { LlmEnv } from './llm.env.js';
import type { LlmProvider } from './llm-provider.port.js';
import type { AuthScheme } from './upstreams/auth-schemes.js';

type Variable<Suffix extends string> = Extract<keyof LlmEnv, `${string}_${Suffix}`>;

/** Names of the environment variables that configure one provider. */
export interface ProviderVariables {
  readonly apiKey: Variable<'API_KEY'>;
  readonly baseUrl: Variable<'BASE_URL'>;
  readonly model: Variable<'MODEL'>;
}

/** A header of the caller that shapes the answer. */
export interface ShapingHeader {
  /** The value when the caller sends none; absent = the header is then not sent. */
  readonly default?: string;
  /** The value is a comma-separated list of names, in any order. */
  readonly isList?: boolean;
}

/**
 * The facts about one provider. Each vendor's folder under `adapters/` holds one descriptor, and `PROVIDER_DESCRIPTORS` lists
 * them: a new provider is a folder and a line there.
 */
export interface ProviderDescriptor {
  readonly name: ProviderName;
  readonly variables: ProviderVariables;
  /** The highest `temperature` that the API accepts. */
  readonly highestTemperature: number;
  /**
   * The caller's headers that go upstream, by name in lower case. They are part of a request's identity. No other header of the
   * caller is passed on, such as those that belong to the caller's own account or that SDKs send about themselves.
   */
  readonly shapingHeaders: Readonly<Record<string, ShapingHeader>>;
  /** The path of the API's version, after the base URL: empty where the base URL ends in it. */
  readonly versionPath: '' | '/v1';
  /** The query parameter of lists that names the last thing of the page before. */
  readonly pageCursor: 'after' | 'after_id';
  /** How the operator's key is presented, unless a row of UPSTREAMS_FILE says otherwise. */
  readonly auth: AuthScheme;
  /** Loads the adapter and its SDK. Called only for providers that have a key. */
  load(): Promise<LlmProviderClass>;
}

export type LlmProviderClass = new (upstream: Upstream, http: HttpClient) => LlmProvider;

/** How an upstream's paths name the model: in the body, or as Azure's older API does, in the path. */
export const PATH_STYLES = ['v1', 'deployments'] as const;
export type PathStyle = (typeof PATH_STYLES)[number];

/** One LLM API, as the operator configured it. */
export interface Upstream {
  /** Part of every identity: `openai` and `anthropic` for the upstreams of OPENAI_* and ANTHROPIC_*, otherwise a row's name. */
  readonly name: string;
  /** Whose protocol it speaks. */
  readonly kind: ProviderName;
  readonly baseUrl: string;
  /** Sent to the origin of `baseUrl` and nowhere else. Absent = the upstream is not configured, or a row needs none. */
  readonly apiKey?: string;
  readonly auth: AuthScheme;
  readonly pathStyle: PathStyle;
  /** Query parameters of every call, such as `api-version`. A caller's parameter of the same name replaces one. */
  readonly query: Readonly<Record<string, string>>;
  /** Sent with every call, besides the headers of the provider's protocol. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names of the settings, for messages to the operator. */
  readonly variables: { readonly apiKey: string; readonly baseUrl: string };
}
