import type { Answer } from '@app/core';
import type { AnswerHead } from '../query-result.js';

/** How a request in a provider's wire format was answered; `answer` is absent when what was passed on is no answer, an error say. */
export interface DropInResult extends AnswerHead {
  readonly answer?: Answer;
}

/** What a caller of a drop-in endpoint gets, in this order; `done` always comes last. */
export type DropInEvent =
  /** The request goes to the model. */
  | ({ readonly type: 'forwarded' } & AnswerHead)
  /** The provider's response has begun. */
  | { readonly type: 'head'; readonly status: number; readonly headers: Readonly<Record<string, string>> }
  /** Its head is all that there is of it for now: it need not wait for the first piece. */
  | { readonly type: 'silence' }
  /** A piece of its stream: one or more complete SSE frames. */
  | { readonly type: 'frame'; readonly frame: string }
  /** All of its body. */
  | { readonly type: 'body'; readonly body: Buffer }
  /** There is a message to be told in the caller's way: it comes from memory, or from a call that another way was asked for. */
  | { readonly type: 'message'; readonly answer: Answer; readonly result: DropInResult }
  | { readonly type: 'done'; readonly result: DropInResult };
