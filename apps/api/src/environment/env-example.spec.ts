import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLES } from './environment.js';
import { parseEnvironment } from './environment.reader.js';

const example = readFileSync(join(__dirname, '../../../../.env.example'), 'utf8');
const lines = example.split('\n').filter((line) => /^\w+=/.test(line));
const shown = Object.fromEntries(lines.map((line) => line.split(/=(.*)/).slice(0, 2) as [string, string]));

describe('.env.example', () => {
  it('shows every variable and no other', () => {
    const upperCase = [...VARIABLES].filter((name) => name === name.toUpperCase());
    expect(Object.keys(shown).sort()).toEqual(upperCase.sort());
  });

  it('shows the defaults', () => {
    expect(parseEnvironment(shown)).toEqual(parseEnvironment({}));
  });
});
