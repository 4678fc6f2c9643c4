import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const page = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
/** A list item: "- **B1** the attack (risks):", and in its further lines how it is tried. */
const rows = [...page.matchAll(/^- \*\*(B\d+)\*\* .*(?:\n {2}.*)*$/gm)].map(([row, name]) => ({
  row,
  name: name!,
}));
const named = [...page.matchAll(/`((?:test|helm)\/[\w./-]+)`/g)].map(([, path]) => path!);

describe('SECURITY.md', () => {
  it('has every row once, in order', () => {
    expect(rows.map(({ name }) => name)).toEqual(Array.from({ length: 25 }, (_, at) => `B${at + 1}`));
  });

  it('names no test that is not there', () => {
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('names every attack that is tried, in its own row', () => {
    const files = readdirSync(join(ROOT, 'test/security')).filter((file) =>
      /^b\d\d\..*\.spec\.ts$/.test(file),
    );
    const unnamed = files.filter((file) => {
      const own = rows.find(({ name }) => name === `B${Number(file.slice(1, 3))}`);
      return !own?.row.includes(`test/security/${file}`);
    });
    expect(unnamed).toEqual([]);
  });

  it('says of each row which risk it is, by names that there are, and how it is tried or that it is not', () => {
    for (const { row } of rows) {
      expect(row).toMatch(/\b(API([1-9]|10)|LLM(0[1-9]|10))\b/);
      expect(row).toMatch(/`(test|helm)\/|\*\*not /i);
      expect(
        row.match(/\b(API|LLM)\d+\b/g)!.filter((risk) => !/^(API([1-9]|10)|LLM(0[1-9]|10))$/.test(risk)),
      ).toEqual([]);
    }
  });
});
