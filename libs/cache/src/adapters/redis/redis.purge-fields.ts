import type { PurgeFact, PurgeProgress } from '../../ports/purge-log.port.js';

/** As it stands behind its number: the time, and JSON. */
export function textOf({ at, by, named }: PurgeFact): string {
  return `${at} ${JSON.stringify({ by, named })}`;
}

export function purgeOf(member: string): PurgeFact {
  const [number, at] = member.split(' ', 2).map(Number) as [number, number];
  const { by, named } = JSON.parse(member.slice(member.indexOf('{'))) as Pick<PurgeFact, 'by' | 'named'>;
  return { number, at, by, named };
}

export function progressOf(noted: string | null): PurgeProgress {
  const [found, isDone] = noted?.split(' ') ?? [];
  return { found: Number(found ?? 0), isDone: isDone === '1' };
}
