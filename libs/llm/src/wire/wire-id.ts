import { randomBytes } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A new id as the providers make them: a prefix and random letters. Nothing depends on their being evenly spread. */
export function wireId(prefix: string, letters: number): string {
  let id = prefix;
  for (const byte of randomBytes(letters)) id += LETTERS[byte % LETTERS.length];
  return id;
}
