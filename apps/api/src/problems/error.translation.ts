import { RagCacheError, type ErrorCode } from '@app/core';
import { HttpException } from '@nestjs/common';

const NO_SUCH_PATH =
  "There is no such path. Questions go to /api/v1/query; the providers' own paths begin with /v1/, such as /v1/chat/completions, /v1/messages and /v1/models.";

/** The errors of the framework by Fastify's error code, as errors of this API. */
const REFUSALS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [
    'body_too_large',
    'Send a smaller body: at most 1 MiB under /api, and under /v1 what the operator set, 32 MiB by default.',
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported_media_type',
    'Send JSON with Content-Type: application/json, not compressed.',
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'malformed_json',
    'The body is shorter or longer than Content-Length says.',
  ],
  FST_ERR_CTP_INVALID_JSON_BODY: [
    'malformed_json',
    'Send one JSON object in UTF-8, without members named __proto__ or constructor.prototype.',
  ],
  // Fastify reports this for QUERY, a method that no route has.
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: ['not_found', NO_SUCH_PATH],
  FST_ERR_BAD_URL: ['not_found', 'This path is not a valid URL.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 'Nothing has such a long name.'],
};

const BY_STATUS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  403: ['forbidden', 'This is not allowed.'],
  404: ['not_found', NO_SUCH_PATH],
  413: REFUSALS.FST_ERR_CTP_BODY_TOO_LARGE!,
  415: REFUSALS.FST_ERR_CTP_INVALID_MEDIA_TYPE!,
};

/** Translates any error into an error of this API. An unexpected one becomes `internal`, and keeps its cause for the log. */
export function translated(error: unknown): RagCacheError {
  if (error instanceof RagCacheError) return error;
  const [code, detail] = refusalOf(error) ?? ['internal', 'Unexpected error.'];
  return new RagCacheError(code, detail, { cause: error });
}

function refusalOf(error: unknown): readonly [ErrorCode, string] | undefined {
  const cause = error instanceof HttpException ? error.cause : error;
  const code = (cause as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string' && Object.hasOwn(REFUSALS, code)) return REFUSALS[code];
  if (!(error instanceof HttpException)) return undefined;
  const status = error.getStatus();
  return BY_STATUS[status] ?? (status < 500 ? ['validation_failed', 'The request is not valid.'] : undefined);
}
