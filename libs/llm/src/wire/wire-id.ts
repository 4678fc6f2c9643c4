import { randomInt } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A new id as the providers make them: a prefix and random letters. */
export function wireId(prefix: string, length: number): string {
  const letters = Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]);
  return prefix + letters.join('');
}
