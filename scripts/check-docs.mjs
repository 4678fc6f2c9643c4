// Holds the documents to their layout: one sentence per line, no line over 160 characters, and links that lead somewhere.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sentenceLines } from './sentence-lines.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LONGEST_LINE = 160;
/** An address, or a value in code, that can't be divided. */
const INDIVISIBLE = /`[^`]{60,}`|\]\([^)]*\)|https?:\/\/\S+/g;

/** The lines of a page outside code blocks, with their numbers. */
function proseOf(text) {
  let fence = '';
  return text.split('\n').flatMap((line, index) => {
    const [, mark = ''] = /^\s*(```+|~~~+)/.exec(line) ?? [];
    const isCode = fence !== '' || mark !== '';
    if (mark.startsWith(fence) || fence === '') fence = fence === '' ? mark : mark === '' ? fence : '';
    return isCode ? [] : [{ line, number: index + 1 }];
  });
}

/** The addresses of a page's headings, as GitHub makes them. */
function anchorsOf(text) {
  const seen = new Map();
  return new Set(
    proseOf(text).flatMap(({ line }) => {
      const [, heading] = /^#{1,6} (.*)$/.exec(line) ?? [];
      if (heading === undefined) return [];
      const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
      const anchor = plain.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-');
      const count = seen.get(anchor) ?? 0;
      seen.set(anchor, count + 1);
      return [count === 0 ? anchor : `${anchor}-${count}`];
    }),
  );
}

function layoutFaults({ line }) {
  const faults = [];
  if (line.replaceAll(INDIVISIBLE, '').length > LONGEST_LINE)
    faults.push(`is over ${LONGEST_LINE} characters`);
  const isProse = !/^\s*(\||#|<!--)/.test(line);
  if (isProse && sentenceLines(line.trim().replace(/^(?:[-*]|\d+\.) /, '')).length > 1)
    faults.push('has more than one sentence');
  return faults;
}

function linkFaults(page, { line }) {
  const links = [...line.replaceAll(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
  return links.flatMap((link) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [path, anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(target)) return [`links to ${link}, which does not exist`];
    if (anchor === undefined || anchorsOf(readFileSync(target, 'utf8')).has(anchor)) return [];
    return [`links to ${link}, a heading that does not exist`];
  });
}

const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
});
for (const page of list
  .trim()
  .split('\n')
  .map((name) => join(ROOT, name))
  .filter((path) => existsSync(path)))
  for (const place of proseOf(readFileSync(page, 'utf8')))
    for (const fault of [...layoutFaults(place), ...linkFaults(page, place)]) {
      console.error(`${relative(ROOT, page)}:${place.number} ${fault}.`);
      process.exitCode = 1;
    }
