import type { UpstreamErrorCode } from '../errors.js';
import type { Upstream } from '../provider.descriptor.js';

const CODES: Readonly<Record<number, UpstreamErrorCode>> = {
  401: 'upstream_auth',
  402: 'upstream_auth',
  403: 'upstream_auth',
  404: 'upstream_model',
  408: 'upstream_timeout',
  429: 'upstream_rate_limited',
  503: 'upstream_overloaded',
  504: 'upstream_timeout',
  529: 'upstream_overloaded',
};

/** The error code of an unsuccessful status. 402 is an unpaid bill, so it counts as a problem of the key. */
export function codeOfStatus(status: number): UpstreamErrorCode {
  return CODES[status] ?? (status >= 400 && status < 500 ? 'upstream_refused' : 'upstream_failed');
}

type Detail = (upstream: Upstream, status?: number) => string;

const DETAILS: Readonly<Record<UpstreamErrorCode | 'redirect' | 'malformed' | 'cut', Detail>> = {
  upstream_auth: ({ name, variables }) =>
    `The ${name} API refused the configured key. Check ${variables.apiKey}.`,
  upstream_model: ({ name }) => `The ${name} API does not offer this model. Check the name in "model".`,
  upstream_refused: ({ name }, status) =>
    `The ${name} API refused the request with status ${status}. Check the model's limits for prompt, max_tokens and temperature.`,
  upstream_rate_limited: ({ name }) => `The ${name} API's rate limit or quota is used up. Try again later.`,
  upstream_overloaded: ({ name }) => `The ${name} API is overloaded. Try again later.`,
  upstream_timeout: ({ name }) =>
    `The ${name} API did not answer in time. Try again, or ask for fewer tokens.`,
  upstream_failed: ({ name }, status) => `The ${name} API failed with status ${status}. Try again later.`,
  upstream_unreachable: ({ name, variables }) =>
    `The ${name} API can't be reached. Check ${variables.baseUrl}, the network and HTTPS_PROXY.`,
  redirect: ({ name, variables }) =>
    `The ${name} API answered with a redirect, which is never followed. Set ${variables.baseUrl} to the final address.`,
  malformed: ({ name }) => `The ${name} API sent an answer that can't be understood. Try again.`,
  cut: ({ name }) => `The ${name} API broke off its answer. Try again.`,
};

/** One safe sentence about the problem, and one about the solution. */
export function detailOf(upstream: Upstream, problem: keyof typeof DETAILS, status?: number): string {
  return DETAILS[problem](upstream, status);
}
