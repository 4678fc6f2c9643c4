import { mayDifferElsewhere, QdrantTimeoutError, statusOf } from './qdrant.errors.js';
import type { QdrantNode, QdrantRequest } from './qdrant.node.js';
import type { QdrantNodes } from './qdrant.nodes.js';

/** A request and how long it may take. */
export interface QdrantCall extends QdrantRequest {
  /** All tries together. Milliseconds. */
  readonly budgetMs: number;
  /** How long one node may be silent before another is asked, too. Milliseconds. */
  readonly patienceMs: number;
}

/** What a node made of a call. */
interface Outcome {
  readonly node: QdrantNode;
  readonly value?: unknown;
  readonly error?: Error;
}

/**
 * Carries a call out on one node and, when that fails or stays silent, on one other. Both may end up doing it, so a call has to
 * be one that does no harm when it is done twice.
 */
export class QdrantFailover {
  constructor(private readonly nodes: QdrantNodes) {}

  /** @throws what the last try threw, or QdrantTimeoutError. */
  async run(call: QdrantCall): Promise<unknown> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new QdrantTimeoutError(call.budgetMs)), call.budgetMs);
    try {
      const { value, error } = await this.outcome(call, limit);
      if (error !== undefined) throw error;
      return value;
    } finally {
      clearTimeout(timer);
    }
  }

  private async outcome(call: QdrantCall, limit: AbortController): Promise<Outcome> {
    const [first, second] = this.nodes.next();
    const attempt = this.send(first, call, limit.signal);
    if (!second) return attempt;
    const outcome = await orSilence(attempt, call.patienceMs);
    if (outcome && isFinal(outcome)) return outcome;
    const again = this.send(second, call, limit.signal);
    const better = outcome ? await again : await firstFinal(attempt, again);
    // What another node can do, or what nobody answered, is held against the node that was asked first.
    if (better.node !== first) this.judge(first, outcome, better);
    // Frees the connection of a node that is not waited for any more.
    if (!outcome) limit.abort();
    return better;
  }

  private judge(first: QdrantNode, outcome: Outcome | undefined, better: Outcome): void {
    const cause = outcome ? outcome.error : new QdrantTimeoutError(0);
    if (isFinal(better) || statusOf(cause) === undefined) this.nodes.failed(first, cause);
  }

  /** Never rejects. */
  private async send(node: QdrantNode, call: QdrantCall, signal: AbortSignal): Promise<Outcome> {
    const { method, path, body } = call;
    try {
      const value = await node.send({ method, path, body }, signal);
      this.nodes.served(node);
      return { node, value };
    } catch (error) {
      return { node, error: error as Error };
    }
  }
}

/** Whether no other node would do better. */
function isFinal({ error }: Outcome): boolean {
  return error === undefined || !mayDifferElsewhere(error);
}

/** `undefined` = no answer in so many milliseconds. A process that was busy first reads what lies in its sockets by then. */
async function orSilence(attempt: Promise<Outcome>, milliseconds: number): Promise<Outcome | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => setImmediate(resolve, undefined), milliseconds);
  });
  return Promise.race([attempt, silence]).finally(() => clearTimeout(timer));
}

/** The sooner of two, unless only the later one is final. */
async function firstFinal(one: Promise<Outcome>, other: Promise<Outcome>): Promise<Outcome> {
  const sooner = await Promise.race([one, other]);
  if (isFinal(sooner)) return sooner;
  const both = await Promise.all([one, other]);
  return both.find(isFinal) ?? both[1];
}
