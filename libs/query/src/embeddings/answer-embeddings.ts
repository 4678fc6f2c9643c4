import type { EmbeddingReader, FoundEmbeddings } from '@app/cache';
import { RagCacheError, type Signals } from '@app/core';
import { joinedJson, type JoinedItem, type WireCall } from '@app/llm';
import { outcomeOf, type AnswerReport } from '../answer-report.js';
import { cachePlanOf, type CachePlan } from '../plan/cache-plan.js';
import type { AnswerHead, Forwarded } from '../query-result.js';
import type { Caller } from '../request.js';
import { agreeing, agrees } from './embeddings.agreement.js';
import type { AskedBatch, EmbeddingsBatch, ItemCounts, Remembered } from './embeddings.batch.js';
import { EmbeddingsCall, type EmbeddingsCallTools, type EmbeddingsResponse } from './embeddings.call.js';
import { hitOutcome, savedBy } from './embeddings.outcome.js';
import type { EmbeddingsResolver } from './embeddings.resolver.js';
import { EmbeddingsStorage, type EmbeddingsStorageTools } from './embeddings.storage.js';
import type { EmbeddingsCommand, EmbeddingsResult, ResolvedEmbeddings } from './embeddings.types.js';

export interface AnswerEmbeddingsTools extends EmbeddingsCallTools, EmbeddingsStorageTools {
  readonly resolver: EmbeddingsResolver;
  readonly embeddings: EmbeddingReader;
  readonly report: AnswerReport;
  readonly signals: Signals;
}

type OnForwarded = (head: AnswerHead, items?: ItemCounts) => void;

/** One request on its way to the provider. */
interface Forwarding {
  readonly request: ResolvedEmbeddings;
  readonly caller: Caller;
  readonly plan: CachePlan;
  readonly found: FoundEmbeddings;
  readonly forwarded: Forwarded;
  readonly items?: ItemCounts;
}

const NOTHING_FOUND: FoundEmbeddings = { entries: new Map(), isTooOld: false };
const OK = 200;
const JSON_HEADERS = { 'content-type': 'application/json' };

/** The use case of `POST /v1/embeddings`: every vector from memory where it is, and one call for all others. */
export class AnswerEmbeddings {
  constructor(private readonly tools: AnswerEmbeddingsTools) {}

  /** @throws RagCacheError `validation_failed` for a body that is no request for embeddings. */
  resolve(command: EmbeddingsCommand): ResolvedEmbeddings {
    return this.tools.resolver.resolve(command);
  }

  /**
   * @param caller when it leaves, the call ends.
   * @param onForwarded called before the provider is asked.
   * Rejects with a `RagCacheError`, or with `CallerLeft` when the caller has left.
   */
  async answer(
    request: ResolvedEmbeddings,
    caller: Caller,
    onForwarded: OnForwarded,
  ): Promise<EmbeddingsResult> {
    const plan = cachePlanOf(request);
    const { batch } = request;
    const found = batch ? await this.read(request, batch, plan) : NOTHING_FOUND;
    const items = batch && plan.read === 'tiers' ? this.counted(batch, found.entries) : undefined;
    if (batch && items?.miss === 0) return this.fromMemory(request, batch, found.entries);
    if (plan.call === 'refuse') throw notInCache();
    const forwarded = this.forwardedOf(plan, found, batch);
    await request.account?.admitCall();
    onForwarded(this.tools.report.forwarded(request, forwarded), items);
    return this.forward({ request, caller, plan, found, forwarded, items });
  }

  private async read(
    { ask }: ResolvedEmbeddings,
    batch: EmbeddingsBatch,
    { read }: CachePlan,
  ): Promise<FoundEmbeddings> {
    if (read === 'nothing') return NOTHING_FOUND;
    if (read === 'state') return { ...NOTHING_FOUND, state: await this.tools.reader.readState(ask) };
    const found = await this.tools.embeddings.lookUp(ask, batch.distinctKeys);
    return { ...found, entries: agreeing(found.entries) };
  }

  private counted(batch: EmbeddingsBatch, remembered: Remembered): ItemCounts {
    const counts = batch.count(remembered);
    this.tools.signals.count('embedding', 'hit', counts.hit);
    this.tools.signals.count('embedding', 'miss', counts.miss);
    return counts;
  }

  private async fromMemory(
    request: ResolvedEmbeddings,
    batch: EmbeddingsBatch,
    remembered: Remembered,
  ): Promise<EmbeddingsResult> {
    const cache = hitOutcome(batch, remembered, this.tools);
    const { model } = remembered.get(batch.keys[0]!)!.payload.embedding;
    const rows = batch.keys.map((key) => remembered.get(key)!.payload.embedding);
    const body = await joinedJson({ items: rows, encoding: batch.request.encoding, model });
    const { kind: provider } = request.route.upstream;
    const result = { provider, status: OK, headers: JSON_HEADERS, body, items: batch.count(remembered) };
    return this.tools.report.done(request, { ...result, cache });
  }

  private forwardedOf(
    { forwarded }: CachePlan,
    { entries, isTooOld }: FoundEmbeddings,
    batch?: EmbeddingsBatch,
  ): Forwarded {
    if (forwarded.kind !== 'miss' || !batch) return forwarded;
    const found = [...entries.values()];
    const partial = found.length > 0 ? savedBy(batch.request.model, found, this.tools) : undefined;
    return { ...forwarded, isTooOld, partial };
  }

  private async forward(forwarding: Forwarding): Promise<EmbeddingsResult> {
    const { request, caller, plan, found, forwarded, items } = forwarding;
    const { call, asked } = callFor(request, found.entries);
    const storage = new EmbeddingsStorage(this.tools, request, plan);
    const permit = asked && (await storage.permit(asked, found.state));
    const response = await new EmbeddingsCall(this.tools, request, caller).send(call, asked);
    const { answer } = response;
    if (isOfAnother(answer, asked, found))
      return this.forward({ ...forwarding, found: { ...found, entries: new Map() } });
    const stored =
      asked && answer && permit
        ? await storage.store(answer, asked, permit)
        : response.status === OK && storage.skip(plan.notStoring ?? 'no-answer');
    const { status, headers } = response;
    const body = asked?.isWhole === false ? await this.joined(forwarding, asked, response) : response.body;
    return this.tools.report.done(request, {
      ...{ provider: request.route.upstream.kind, status, headers, body, items },
      cache: outcomeOf(forwarded, stored || {}),
    });
  }

  /** A response that failed is the response to the whole request. @throws RagCacheError when rows of the answer are missing. */
  private async joined(
    { request, found }: Forwarding,
    asked: AskedBatch,
    { status, body, answer }: EmbeddingsResponse,
  ): Promise<Buffer | string> {
    if (status !== OK) return body;
    if (!answer) throw misfit();
    const { keys, request: sent } = request.batch!;
    const places = new Map(asked.keys.map((key, at) => [key, at]));
    const items = keys.map((key): JoinedItem => {
      const entry = found.entries.get(key);
      return entry ? entry.payload.embedding : { row: answer.rows[places.get(key)!]! };
    });
    return joinedJson({ items, encoding: sent.encoding, body: answer.body, model: sent.model });
  }
}

/** Whether the rest of a batch comes from another model than what is remembered of it. Then the whole batch is asked for. */
function isOfAnother(
  answer: EmbeddingsResponse['answer'],
  asked: AskedBatch | undefined,
  { entries }: FoundEmbeddings,
): boolean {
  return asked?.isWhole === false && answer !== undefined && !agrees(answer, entries);
}

/** The call for the items that are not remembered, or for all where the body can't be cut to those. */
function callFor(
  request: ResolvedEmbeddings,
  remembered: Remembered,
): { readonly call: WireCall; readonly asked?: AskedBatch } {
  const missing = request.batch?.missing(remembered);
  const call = request.call(missing);
  if (call) return { call, asked: missing };
  const asked = request.batch!.whole();
  return { call: request.call(asked)!, asked };
}

function notInCache(): RagCacheError {
  const detail = 'Not every embedding is in memory, and the request wants none from the model.';
  return new RagCacheError('not_in_cache', detail);
}

/** The rows would reach the caller under the numbers of other items. */
function misfit(): RagCacheError {
  const detail = 'The provider did not send one embedding for each text that it was asked for. Try again.';
  return new RagCacheError('upstream_failed', detail);
}
