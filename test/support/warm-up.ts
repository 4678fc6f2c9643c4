import { fresh } from './questions.js';
import type { Service } from './service.js';
import { atOnce } from './timed.js';

const CALLERS = 10;
const ASKED_BY_EACH = 40;

/** A process that has just started compiles while it works: what is to be timed comes after these questions. */
export async function warmUp(service: Service, key: string): Promise<void> {
  const next = fresh();
  await atOnce(CALLERS, async () => {
    for (let turn = 0; turn < ASKED_BY_EACH; turn++) await service.ask({ query: next() }, key);
  });
}
