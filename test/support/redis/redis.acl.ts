import { readFileSync } from 'node:fs';

/** The commands that docs/operations.md says a Redis user needs, as `ACL SETUSER` takes them. */
export function documentedCommands(): string[] {
  const page = readFileSync('docs/operations.md', 'utf8');
  const line = /ACL SETUSER ragcache .*-@all (.*)/.exec(page)?.[1];
  if (!line) throw new Error('docs/operations.md names no commands.');
  return line.trim().split(' ');
}
