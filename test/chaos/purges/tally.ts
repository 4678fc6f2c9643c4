import type { Figure } from '../../../bench/bench-part.js';
import type { Service } from '../../support/service.js';
import { count } from '../figures.js';
import { Asker, inLanes } from './asker.js';
import type { Shelf } from './shelves.js';

/** Requests at a time. */
const LANES = 16;
/** An answer that is not remembered after so many requests never will be. */
const TRIES = 400;
/** Only what is remembered: a question for a forgotten answer must not bring a new one. */
const FROM_MEMORY = 'only-if-cached';
const [HIT, NOT_THERE] = [200, 504];

/** Asks, purges, and counts what was served though its purge had been acknowledged before the request was sent. */
export class Tally {
  asks = 0;
  purges = 0;
  private servedAgain = 0;
  /** Statuses of requests that failed, and of purges that were refused. */
  private readonly failed: number[] = [];
  private readonly refused: number[] = [];
  private readonly asker = new Asker(2 * LANES);
  /** Ids of the remembered answers of each request. */
  private readonly known = new Map<object, Set<string>>();
  /** Requests whose answers are all forgotten, and since when. */
  private readonly gone = new Map<object, number>();
  /** When the purge of each id was acknowledged. */
  private readonly forgotten = new Map<string, number>();

  /** Asks for new answers, whatever is remembered. Gives how many were answered. */
  async answer(shelves: readonly Shelf[], { url }: Pick<Service, 'url'>): Promise<number> {
    let answered = 0;
    await inLanes(LANES, requestsOf(shelves), async (request) => {
      const { status } = await this.asker.ask({ ...request, url });
      if (status === HIT) answered++;
    });
    return answered;
  }

  /** Purges what the shelf names, and takes every answer to its requests from then on for a purged one: nobody brings a new one. */
  async forgetWhole(shelf: Shelf, service: Service): Promise<number> {
    const { key, purge: body, bodies } = shelf;
    const { status } = await service.request('POST', '/api/v1/purge', { key, body });
    this.noted(status, []);
    if (status < 300) for (const one of bodies) this.gone.set(one, performance.now());
    return status;
  }

  /** Has the answers remembered, through one replica after the other, and notes their ids. */
  async teach(shelves: readonly Shelf[], services: readonly Service[]): Promise<void> {
    let turn = 0;
    await inLanes(LANES, requestsOf(shelves), async (request) => {
      const { url } = services[turn++ % services.length]!;
      for (let left = TRIES; left > 0; left--) if (await this.isRemembered({ ...request, url })) return;
      throw new Error('An answer was not remembered.');
    });
  }

  /** How many ids of the shelf's answers are known. */
  idsOf({ bodies }: Shelf): string[] {
    return bodies.flatMap((one) => [...(this.known.get(one) ?? [])]);
  }

  /** Asks every replica for each answer, as often as told. Gives how many were served. */
  async ask(
    shelves: readonly Shelf[],
    services: readonly Pick<Service, 'url'>[],
    rounds = 1,
  ): Promise<number> {
    let served = 0;
    const requests = requestsOf(shelves).flatMap((request) =>
      services.map(({ url }) => ({ ...request, url })),
    );
    for (let round = 0; round < rounds; round++)
      await inLanes(LANES, requests, async (request) => void ((await this.askOnce(request)) && served++));
    return served;
  }

  /** Asks all over and over until it is told that it is over. */
  async askUntil(
    end: { readonly isOver: boolean },
    shelves: readonly Shelf[],
    services: readonly Pick<Service, 'url'>[],
  ): Promise<void> {
    while (!end.isOver) await this.ask(shelves, services);
  }

  /** Purges the answers through the replica. A purge that is not acknowledged leaves them. Gives the statuses. */
  async forget(shelf: Shelf, service: Service): Promise<number[]> {
    const { kind, key, purge: body } = shelf;
    const ids = this.idsOf(shelf);
    if (kind === 'id') return Promise.all(ids.map((id) => this.remove(id, key, service)));
    const { status } = await service.request('POST', '/api/v1/purge', { key, body });
    this.noted(status, status === 200 || status === 202 ? ids : []);
    return [status];
  }

  figures(): Figure[] {
    return [
      count('asked', this.asks),
      count('purges that were acknowledged', this.purges),
      count('answers that were forgotten', this.forgotten.size + this.gone.size),
      count('purged answers served after their acknowledgement', this.servedAgain, 0),
      count(`failed requests${told(this.failed)}`, this.failed.length, 0),
      count(`purges that were refused${told(this.refused)}`, this.refused.length, 0),
    ];
  }

  close(): Promise<void> {
    return this.asker.close();
  }

  private async remove(id: string, key: string, service: Service): Promise<number> {
    const { status } = await service.request('DELETE', `/api/v1/entries/${id}`, { key });
    this.noted(status, status === 204 ? [id] : []);
    return status;
  }

  private noted(status: number, ids: readonly string[]): void {
    if (status >= 300) return void this.refused.push(status);
    this.purges++;
    for (const id of ids) this.forgotten.set(id, performance.now());
  }

  private async isRemembered(request: Request & { url: string }): Promise<boolean> {
    const { status, entry } = await this.asker.ask(request);
    if (status !== HIT) this.failed.push(status);
    if (entry === undefined) return false;
    const known = this.known.get(request.body) ?? new Set();
    this.known.set(request.body, known.add(entry));
    return true;
  }

  private async askOnce(request: Request & { url: string }): Promise<boolean> {
    const sentAt = performance.now();
    const { status, entry } = await this.asker.ask({ ...request, directive: FROM_MEMORY });
    this.asks++;
    if (status !== HIT && status !== NOT_THERE) this.failed.push(status);
    const forgottenAt = this.gone.get(request.body) ?? this.forgotten.get(entry ?? '') ?? Infinity;
    if (entry !== undefined && forgottenAt < sentAt) this.servedAgain++;
    return status === HIT;
  }
}

interface Request {
  readonly key: string;
  readonly body: object;
}

/** The statuses that came, e.g. ` (503)`. */
function told(statuses: readonly number[]): string {
  return statuses.length === 0 ? '' : ` (${[...new Set(statuses)].join(', ')})`;
}

function requestsOf(shelves: readonly Shelf[]): Request[] {
  return shelves.flatMap(({ key, bodies }) => bodies.map((body) => ({ key, body })));
}
