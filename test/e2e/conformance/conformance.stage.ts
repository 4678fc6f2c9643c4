import type { RecordedCall } from '../../../apps/simulator/src/calls.js';
import { type OfficialSdks, officialSdks, type SdkOptions } from '../../support/recordings/official-sdks.js';
import { ACME_KEY, openStage, type Stage } from '../stage.js';
import type { Dialect } from './dialects.js';
import { type Reply, type SendOptions, send } from './reply.js';

/** Answers with tool calls are kept in the exact tier: off by default, switched on where their replay is tried. */
export const TOOL_ANSWERS_KEPT = { CACHE_TOOL_CALLS: 'exact' };

/** The built service over a simulated model, as clients of the providers meet it. */
export interface ConformanceStage extends Stage {
  /** The providers' own clients, pointed at the service. */
  sdks(options?: Partial<SdkOptions>): OfficialSdks;
  /** A body is sent as it is when it is a text. */
  post(dialect: Dialect, body: object | string, options?: PostOptions): Promise<Reply>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  readonly upstream: Upstream;
}

export interface PostOptions extends SendOptions {
  /** A tenant's key; `null` = none. */
  readonly key?: string | null;
}

/** What the simulated model saw. */
export interface Upstream {
  calls(): number;
  aborted(): number;
  last(): RecordedCall;
}

export async function openConformanceStage(
  environment: Readonly<Record<string, string>> = {},
): Promise<ConformanceStage> {
  const stage = await openStage(environment);
  const { service, simulator } = stage;
  return {
    ...stage,
    sdks: (options) => officialSdks({ url: service.url, key: ACME_KEY, ...options }),
    post: (dialect, body, { key = ACME_KEY, headers, ...options } = {}) =>
      send(new URL(dialect.path, service.url), {
        ...{ method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), ...options },
        headers: { ...dialect.headers(key), 'content-type': 'application/json', ...headers },
      }),
    get: (path, headers) => send(new URL(path, service.url), { method: 'GET', headers }),
    upstream: {
      calls: () => simulator.calls().total,
      aborted: () => simulator.calls().aborted,
      last: () => simulator.calls().recent.at(-1)!,
    },
  };
}
