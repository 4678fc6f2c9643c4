import { randomUUID } from 'node:crypto';
import type { EmbeddingSpace } from '@app/embedding';
import type { QdrantConnection } from './qdrant.connection.js';

/** The point that remembers who swept last. It has no tenant and no end, so no search finds it and no sweep takes it. */
const MARK = '00000000-0000-5000-8000-000000000000';

/** Through one copy of the shard, so that all copies get the names in the same order. */
const IN_ORDER = 'wait=true&ordering=medium';

interface Mark {
  /** Epoch milliseconds. */
  readonly swept_at: number;
  readonly sweeper?: string;
}

/**
 * Says which of many replicas sweeps. Each would write its name on one point, if that was not written on for a while; the
 * server carries out such writes one after the other, so one name stays. Needs no store besides the collection itself.
 * Two may have the very first turn, when both find no mark: a sweep done twice does no harm.
 */
export class QdrantSweepTurn {
  private readonly ownName = randomUUID();

  constructor(
    private readonly connection: QdrantConnection,
    /** Its path. */
    private readonly collection: string,
    private readonly space: EmbeddingSpace,
  ) {}

  /** Whether this replica has the turn that begins now and lasts so many milliseconds. */
  async take(now: number, lasts: number): Promise<boolean> {
    const last = await this.read();
    if (!last) await this.makeMark();
    else if (last.swept_at > now - lasts) return false;
    await this.sign(now, lasts);
    const signed = await this.read();
    return signed?.sweeper === this.ownName && signed.swept_at === now;
  }

  private async read(): Promise<Mark | undefined> {
    const body = { ids: [MARK], with_payload: true };
    const [found] = await this.connection.write<readonly { payload: Mark }[]>({
      ...{ method: 'POST', path: `${this.collection}/points`, body },
    });
    return found?.payload;
  }

  private async makeMark(): Promise<void> {
    const vector = Array.from({ length: this.space.dimension }, (_, at) => (at === 0 ? 1 : 0));
    const points = [{ id: MARK, vector, payload: { swept_at: 0 } }];
    await this.connection.write({
      ...{ method: 'PUT', path: `${this.collection}/points?${IN_ORDER}`, body: { points } },
    });
  }

  private async sign(now: number, lasts: number): Promise<void> {
    const isDue = { must: [{ has_id: [MARK] }, { key: 'swept_at', range: { lte: now - lasts } }] };
    const payload = { swept_at: now, sweeper: this.ownName };
    const body = { payload, filter: isDue };
    await this.connection.write({
      ...{ method: 'POST', path: `${this.collection}/points/payload?${IN_ORDER}`, body },
    });
  }
}
