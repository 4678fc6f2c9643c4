import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REQUEST_FIELDS } from '../../testing/wire/request-fields.js';

const PAGE = readFileSync(join(__dirname, '../../../../docs/drop-in.md'), 'utf8');
const FORMATS = ['chat-completions', 'responses', 'messages'] as const;

/** The rows of the table: a field, and for each format whether it never shapes an answer. */
const ROWS = [...PAGE.matchAll(/^ +\| `(\w+)` +\| (yes)? *\| (yes)? *\| (yes)? *\|$/gm)];

describe('docs/drop-in.md', () => {
  it.each(FORMATS)('lists what never shapes an answer: %s', (name) => {
    const column = 2 + FORMATS.indexOf(name);
    const listed = ROWS.filter((row) => row[column] === 'yes').map(([, field]) => field);
    const fields = Object.entries(REQUEST_FIELDS[name]).filter(([, meaning]) => meaning === 'denied');
    expect(listed.sort()).toEqual(fields.map(([field]) => field).sort());
  });
});
