import { RagCacheError, type Answer } from '@app/core';

/** The model refused and said nothing: an error for whoever asked, and a call that costs like any other. */
export class BareRefusal extends RagCacheError {
  constructor(readonly answer: Answer) {
    super(
      'upstream_refused',
      `The ${answer.provider} model refused to answer. Put the question differently, or ask another model.`,
    );
  }
}

/** A refusal that has begun to answer is an answer, see docs/decisions/0003. */
export function isBareRefusal({ finishReason, text }: Answer): boolean {
  return (finishReason === 'refusal' || finishReason === 'content_filter') && text.trim() === '';
}
