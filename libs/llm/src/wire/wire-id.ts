import { randomUUID } from 'node:crypto';

/** A new id as the providers make them: a prefix and up to 32 random letters. A UUID's are drawn from a pool, a hundred at a time. */
export function wireId(prefix: string, letters: number): string {
  return prefix + randomUUID().replaceAll('-', '').slice(0, letters);
}
