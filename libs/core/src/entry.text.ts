import type { AnswerPayload, EmbeddingPayload, Entry, Payload } from './entry.js';

/**
 * An entry as JSON text. An answer stands in a member of its own, where it stood before entries had payloads: texts of earlier
 * releases are read, and the same entry has the same bytes. Another kind of payload has another member, in the same place.
 */
type EntryText = Omit<Entry, 'payload'> & PayloadText;

/** Exactly one of them is set. */
type PayloadText = Partial<Pick<AnswerPayload, 'answer'> & Pick<EmbeddingPayload, 'embedding'>>;

/** The text has the members in this order, whoever made the entry. */
export function textOf(entry: Entry): string {
  const { payload } = entry;
  const text: EntryText = {
    version: entry.version,
    id: entry.id,
    key: entry.key,
    scope: entry.scope,
    tenant: entry.tenant,
    namespace: entry.namespace,
    model: entry.model,
    question: entry.question,
    // Members that are undefined are left out of the text.
    answer: payload.kind === 'answer' ? payload.answer : undefined,
    embedding: payload.kind === 'embedding' ? payload.embedding : undefined,
    createdAt: entry.createdAt,
    expiresAt: entry.expiresAt,
    keepUntil: entry.keepUntil,
    sources: entry.sources,
    sourcesBorn: entry.sourcesBorn,
    tags: entry.tags,
    writer: entry.writer,
    epochs: entry.epochs,
    birth: entry.birth,
    order: entry.order,
  };
  return JSON.stringify(text);
}

/** Never throws. `undefined` = the text is no JSON object with a payload. The version is not checked. */
export function entryIn(text: string): Entry | undefined {
  const found = parse(text);
  const payload = found && payloadIn(found);
  return payload && entryOf(found, payload);
}

function payloadIn({ answer, embedding }: EntryText): Payload | undefined {
  if (answer) return { kind: 'answer', answer };
  return embedding && { kind: 'embedding', embedding };
}

/** Field by field: a spread that leaves one member out takes microseconds on the path of a hit, this a fraction of one. */
function entryOf(text: EntryText, payload: Payload): Entry {
  return {
    version: text.version,
    id: text.id,
    key: text.key,
    scope: text.scope,
    tenant: text.tenant,
    namespace: text.namespace,
    model: text.model,
    question: text.question,
    payload,
    createdAt: text.createdAt,
    expiresAt: text.expiresAt,
    keepUntil: text.keepUntil,
    sources: text.sources,
    sourcesBorn: text.sourcesBorn,
    tags: text.tags,
    writer: text.writer,
    epochs: text.epochs,
    birth: text.birth,
    order: text.order,
  };
}

/** The text may not be JSON although its mac is right: without a secret anyone can compute one. */
function parse(text: string): EntryText | undefined {
  try {
    return (JSON.parse(text) as EntryText | null) ?? undefined;
  } catch {
    return undefined;
  }
}
