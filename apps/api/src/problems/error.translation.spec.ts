import { ERROR_CODES, RagCacheError } from '@app/core';
import {
  BadRequestException,
  HttpException,
  InternalServerErrorException,
  NotFoundException,
} from '@nestjs/common';
import { errorCodes } from 'fastify';
import { translated } from './error.translation.js';
import { problemOf } from './problem.js';

describe('translated', () => {
  it.each([
    [new NotFoundException('Cannot GET /secret'), 'not_found'],
    [new BadRequestException('secret'), 'validation_failed'],
    [new HttpException('x', 413, { cause: new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE() }), 'body_too_large'],
    [new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('secret'), 'unsupported_media_type'],
    [
      new HttpException('x', 400, { cause: new errorCodes.FST_ERR_CTP_INVALID_JSON_BODY() }),
      'malformed_json',
    ],
    [new errorCodes.FST_ERR_ROUTE_MISSING_CONTENT_TYPE('QUERY'), 'not_found'],
    [new InternalServerErrorException('secret'), 'internal'],
    [new Error('secret'), 'internal'],
    [Object.assign(new Error('secret'), { code: 'toString' }), 'internal'],
    ['secret', 'internal'],
    [undefined, 'internal'],
  ])('words %p without repeating it', (error, code) => {
    const result = translated(error);
    expect(result).toMatchObject({ code, cause: error });
    expect(result.detail).not.toContain('secret');
  });

  it('leaves our own errors as they are', () => {
    const error = new RagCacheError('forbidden', 'No.');
    expect(translated(error)).toBe(error);
  });
});

describe('problemOf', () => {
  const OF_KEYS = ['auth_unavailable', 'keys_disabled'];

  it.each(ERROR_CODES)("tells the detail of %s only when it is the caller's to know", (code) => {
    const problem = problemOf(new RagCacheError(code, 'The detail.'), 'r-1');
    const helps = ['provider_not_configured', 'not_in_cache', 'store_unavailable', ...OF_KEYS];
    const tells = problem.status < 500 || helps.includes(code);
    expect(problem.detail).toBe(tells ? 'The detail.' : 'Tell your operator the request id r-1.');
    expect(problem).toMatchObject({
      type: `urn:ragcache:problem:${code}`,
      instance: 'urn:ragcache:request:r-1',
      request_id: 'r-1',
    });
  });
});
