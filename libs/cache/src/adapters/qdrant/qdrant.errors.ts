import type { EmbeddingSpace } from '@app/embedding';

/** Statuses that say something of the node that was asked; the same call may go well on another. */
const OF_THIS_NODE = [404, 408, 429];

/** Qdrant answered, but not with what was asked for. */
export class QdrantAnswerError extends Error {
  readonly code: string;

  constructor(readonly status: number) {
    super(`Qdrant answered ${status}.`);
    this.name = 'QdrantAnswerError';
    this.code = `qdrant_${status}`;
  }
}

/** No answer within the time that the call had. */
export class QdrantTimeoutError extends Error {
  readonly code = 'qdrant_timeout';

  constructor(milliseconds: number) {
    super(`Qdrant took longer than ${milliseconds} ms.`);
    this.name = 'QdrantTimeoutError';
  }
}

/** What a collection's vectors are, as far as it says. */
export interface VectorShape {
  readonly size?: unknown;
  readonly distance?: unknown;
}

/** A collection of our name holds vectors that ours can't be compared with. Trying again doesn't help. */
export class QdrantCollectionError extends Error {
  readonly code = 'qdrant_collection';

  constructor(collection: string, { size, distance }: VectorShape, { model, dimension }: EmbeddingSpace) {
    super(
      `The Qdrant collection ${collection} holds vectors of ${text(size)} numbers compared by ${text(distance)}; ` +
        `${model} needs ${dimension} numbers and Cosine. ` +
        'Delete that collection if nobody needs it, or set KEY_PREFIX to another name.',
    );
    this.name = 'QdrantCollectionError';
  }
}

/** The HTTP status that a failure carries, if there was an answer at all. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof QdrantAnswerError ? error.status : undefined;
}

/** Whether another node may do better: this one is away, or can't serve. A refusal of the call itself is final. */
export function mayDifferElsewhere(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500 || OF_THIS_NODE.includes(status);
}

function text(part: unknown): string {
  return typeof part === 'number' || typeof part === 'string' ? String(part) : 'an unknown kind of';
}
