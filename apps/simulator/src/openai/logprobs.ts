import { pieces } from '../pieces.js';

/** How sure the model was of each token; a text and a refusal have lists of their own. */
export interface Logprobs {
  readonly content: readonly TokenLogprob[] | null;
  readonly refusal: readonly TokenLogprob[] | null;
}

interface TokenLogprob {
  readonly token: string;
  readonly logprob: number;
  /** UTF-8. */
  readonly bytes: readonly number[];
  readonly top_logprobs: readonly Omit<TokenLogprob, 'top_logprobs'>[];
}

/** Logprobs of a text, one for each piece that a stream of it brings. */
export function logprobsOf(text: string, wordsPerDelta: number | undefined, top: number): TokenLogprob[] {
  return pieces(text, wordsPerDelta).map((token, index) => ({
    ...tokenLogprob(token, index),
    top_logprobs: Array.from({ length: top }, (_, rank) =>
      tokenLogprob(rank === 0 ? token : `${token}${rank}`, index + rank),
    ),
  }));
}

function tokenLogprob(token: string, index: number) {
  return { token, logprob: -(index % 7) / 8, bytes: [...Buffer.from(token)] };
}
