import { RagCacheError, type FieldError } from '@app/core';
import type { PipeTransform, Type } from '@nestjs/common';
import { compileContract } from './compiled-contract.js';
import { unsoundPart } from './i-json.js';
import { violationsOf } from './violations.js';

/** Fields that the detail names; `errors` has them all. */
const MOST_NAMED = 5;

/** Lets a body through when it keeps the contract. The compiled check decides; class-validator words the refusal. */
export class BodyPipe<Dto extends object> implements PipeTransform<unknown, Dto> {
  private readonly keeps: (body: unknown) => body is Dto;

  constructor(private readonly contract: Type<Dto>) {
    this.keeps = compileContract(contract);
  }

  /** @throws RagCacheError `validation_failed` with one error per field. */
  transform(body: unknown): Dto {
    const fault = unsoundPart(body);
    if (fault) throw refusal([fault]);
    if (this.keeps(body)) return body;
    throw refusal(violationsOf(this.contract, body));
  }
}

function refusal(errors: readonly FieldError[]): RagCacheError {
  const fields = errors.slice(0, MOST_NAMED).map(({ path }) => path || 'body');
  if (errors.length > MOST_NAMED) fields.push('and more');
  const detail = `The request can't be understood. See errors for: ${fields.join(', ')}.`;
  return new RagCacheError('validation_failed', detail, { errors });
}
