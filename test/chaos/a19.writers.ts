import { ACME_KEY } from '../e2e/stage.js';
import type { Service } from '../support/service.js';

/** What a caller was told: the answer, and whether it was taken back by a delete that was acknowledged. */
export interface Told {
  readonly query: string;
  readonly response: string;
  readonly at: number;
  deletedAt?: number;
}

/** Asks one new question after the other, and deletes every fourth answer, until the service is gone. */
export async function write(service: Service, writer: string, random: () => number): Promise<Told[]> {
  const told: Told[] = [];
  try {
    for (let number = 0; ; number++)
      told.push(await tell(service, `What does page ${number} of ${writer} say?`, random() < 0.25));
  } catch {
    return told;
  }
}

async function tell(service: Service, query: string, isDeleted: boolean): Promise<Told> {
  await service.ask({ query }, ACME_KEY);
  const { body, headers } = await service.ask({ query }, ACME_KEY);
  const one: Told = { query, response: body.response, at: performance.now() };
  if (!isDeleted) return one;
  const { status } = await service.request('DELETE', `/api/v1/entries/${headers['x-cache-entry']}`, {
    key: ACME_KEY,
  });
  return status === 204 ? { ...one, deletedAt: performance.now() } : one;
}
