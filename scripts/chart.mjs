// Writes what in helm/ragcache is made of other files: npm run chart. With --check it only names what would change.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { parse } from 'yaml';
import { needing } from './chart/needed-values.mjs';
import { settingsSchema } from './chart/settings-schema.mjs';
import { valuesLists } from './chart/values-lists.mjs';

const file = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const read = (name) => readFileSync(file(name), 'utf8');
const README = 'helm/ragcache/README.md';
const SCHEMA = 'helm/ragcache/values.schema.json';
/** Files that other parts own and the chart carries along. */
const COPIES = {
  'helm/ragcache/files/ragcache.rules.yaml': 'ops/prometheus/ragcache.rules.yaml',
  'helm/ragcache/files/ragcache.json': 'ops/grafana/ragcache.json',
};

function readme() {
  const list = valuesLists(read('helm/ragcache/values.yaml'));
  const marked = /(<!-- values: (\w+) -->)[^]*?(<!-- end -->)/g;
  return read(README).replace(marked, (_all, start, mode, end) => `${start}\n\n${list(mode)}\n\n${end}`);
}

function schema() {
  const values = needing(JSON.parse(read(SCHEMA)), parse(read('helm/ragcache/values.yaml')));
  values.definitions.settings = settingsSchema(read('docs/configuration.md'));
  return JSON.stringify(values);
}

const pretty = async (name, text) =>
  prettier.format(text, { ...(await prettier.resolveConfig(file(name))), filepath: name });

const made = { [README]: await pretty(README, readme()), [SCHEMA]: await pretty(SCHEMA, schema()) };
for (const [copy, source] of Object.entries(COPIES)) if (existsSync(file(source))) made[copy] = read(source);

const stale = Object.keys(made).filter((name) => !existsSync(file(name)) || read(name) !== made[name]);
if (process.argv.includes('--check')) {
  for (const name of stale) console.error(`${name} is out of date. Run: npm run chart`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const name of stale) {
    mkdirSync(dirname(file(name)), { recursive: true });
    writeFileSync(file(name), made[name]);
  }
}
