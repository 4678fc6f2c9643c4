import type { PurgeFact } from '../../ports/purge-log.port.js';

/** As it stands behind its number: the time, and JSON. */
export function textOf({ at, by, named }: PurgeFact): string {
  return `${at} ${JSON.stringify({ by, named })}`;
}

export function purgeOf(member: string): PurgeFact {
  const [number, at] = member.split(' ', 2).map(Number) as [number, number];
  const { by, named } = JSON.parse(member.slice(member.indexOf('{'))) as Pick<PurgeFact, 'by' | 'named'>;
  return { number, at, by, named };
}

/** Beside the field with the number alone, which counts what was found. */
export function doneField(number: number): string {
  return `${number} done`;
}
