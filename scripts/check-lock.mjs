// What package-lock.json brings in: nothing unverified, nothing from elsewhere, no licence that nobody looked at, nothing too old.
import { readFileSync } from 'node:fs';

const REGISTRY = 'https://registry.npmjs.org/';
/** Licences that ask for no more than to be named; libvips, which sharp loads as a library, is LGPL. */
const LICENCES = [
  ...[
    'MIT',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'Unlicense',
    'Zlib',
  ],
  ...['CC0-1.0', 'CC-BY-4.0', 'Python-2.0', 'LGPL-3.0-or-later'],
];
/** As some packages write it. */
const MISSPELLED = { 'Apache 2.0': 'Apache-2.0' };
/** Older ones could be asked past authentication by the way a path is written. */
const FLOORS = { '@nestjs/platform-fastify': '11.1.24', fastify: '5.8.1' };

/** @returns {string[]} what is wrong with a lock file's text, a sentence each. */
export function problemsOf(text) {
  const packages = Object.entries(JSON.parse(text).packages).filter(([path, { link }]) => path && !link);
  return packages.flatMap(([path, locked]) =>
    [unverified, foreign, unlicensed, tooOld].flatMap((rule) => rule(locked, nameOf(path, locked)) ?? []),
  );
}

function unverified({ integrity, version }, name) {
  if (!/^sha512-/.test(integrity ?? '')) return `${name}@${version} has no integrity of its own`;
}

/** No address at all is the registry's. */
function foreign({ resolved, version }, name) {
  if (resolved && !resolved.startsWith(REGISTRY)) return `${name}@${version} comes from ${resolved}`;
}

function unlicensed({ license, version }, name) {
  const names = (MISSPELLED[license] ?? license ?? '').replaceAll(/[()]/g, '').split(/ AND | OR /);
  if (!names.every((one) => LICENCES.includes(one)))
    return `${name}@${version} has the licence ${license}, which nobody looked at`;
}

function tooOld({ version }, name) {
  const floor = FLOORS[name];
  if (floor && isOlder(version, floor)) return `${name}@${version} is older than ${floor}`;
}

function isOlder(version, floor) {
  return version.localeCompare(floor, 'en', { numeric: true }) < 0;
}

function nameOf(path, { name }) {
  return name ?? path.replace(/^.*node_modules\//, '');
}

const [, , file = 'package-lock.json'] = process.argv;
const problems = problemsOf(readFileSync(file, 'utf8'));
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
