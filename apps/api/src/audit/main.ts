import { readFileSync } from 'node:fs';
import { verifyChain } from './audit.chain.js';

/** `npm run audit:verify -- <file>...`: verifies each file, and exits with 1 if one was changed. */
function main(paths: readonly string[]): void {
  if (paths.length === 0) throw new Error('Name the files to verify, e.g. data/audit.jsonl.');
  for (const path of paths) {
    const verdict = verifyChain(readFileSync(path, 'utf8'));
    if (verdict.whole) console.log(`${path}: whole, ${verdict.records} records`);
    else console.error(`${path}: line ${verdict.line} ${verdict.why}`);
    if (!verdict.whole) process.exitCode = 1;
  }
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
