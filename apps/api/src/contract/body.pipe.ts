import type { PipeTransform, Type } from '@nestjs/common';
import { compileContract } from './compiled-contract.js';
import { unsoundPart } from './i-json.js';
import { refusal } from './refusal.js';
import { violationsOf } from './violations.js';

/** Validates a body. The compiled check decides; only for a refused body class-validator runs and words the errors. */
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
