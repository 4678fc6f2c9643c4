import type { EmbeddingSpace } from '@app/embedding';

/** Qdrant answered, but not with what was asked for. */
export class QdrantAnswerError extends Error {
  readonly code: string;

  constructor(readonly status: number) {
    super(`Qdrant answered ${status}.`);
    this.name = 'QdrantAnswerError';
    this.code = `qdrant_${status}`;
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

/** The HTTP status that a failure of the client carries, if it got an answer at all. */
export function statusOf(error: unknown): number | undefined {
  const status = (error as { status?: unknown } | undefined)?.status;
  return typeof status === 'number' ? status : undefined;
}

function text(part: unknown): string {
  return typeof part === 'number' || typeof part === 'string' ? String(part) : 'an unknown kind of';
}
