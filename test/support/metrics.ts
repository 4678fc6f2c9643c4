import { ACME_KEY } from '../e2e/stage.js';
import type { Service } from './service.js';

/** The value of one line of `/metrics`, by its name and labels as they stand there; 0 when there is none. */
export async function metricOf(service: Service, line: string, key = ACME_KEY): Promise<number> {
  const { body } = await service.request('GET', '/metrics', { key });
  const found = String(body)
    .split('\n')
    .find((text) => text.startsWith(`${line} `));
  return Number(found?.slice(line.length) ?? 0);
}
