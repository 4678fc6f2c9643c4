// Writes the pages that are made from the source; with --check it only says whether they are up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { configurationPage } from './configuration-page.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const PAGES = { 'docs/configuration.md': configurationPage };

for (const [page, made] of Object.entries(PAGES)) {
  const file = join(root, page);
  const text = await prettier.format(made(root), { ...(await prettier.resolveConfig(file)), filepath: file });
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${page} is not what its source says: npm run docs`);
    process.exitCode = 1;
  }
}
