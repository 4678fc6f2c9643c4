import { writeFileSync } from 'node:fs';
import Table from 'cli-table3';
import type { EvalOptions } from './eval.options.js';
import { absentFrom, measureLanguages, type LanguageFigures } from './languages.measure.js';

/** Texts on the wrong side that are printed for each source. */
const SHOWN = 3;
const SHOWN_CHARACTERS = 60;

/** Measures which texts are taken for English, prints a table, and writes all texts on the wrong side where `json` says. */
export function reportLanguages({ data, json }: EvalOptions): void {
  const figures = measureLanguages(data);
  console.log(table(figures));
  for (const file of absentFrom(data)) console.log(`Skipped: ${data} has no ${file}.`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
}

/** Every source of English; of the other languages those with a text that passes, and all together. */
function table(figures: readonly LanguageFigures[]): string {
  const rows = new Table({ head: ['texts', 'count', 'wrong', 'wrong %', 'such as'] });
  const others = figures.filter(({ english }) => !english);
  for (const one of figures) if (one.english || one.wrong.length > 0) rows.push(row(one));
  rows.push(row({ ...sum(others), source: `all ${others.length} not English` }));
  return rows.toString();
}

function row({ source, texts, wrong }: Omit<LanguageFigures, 'english'>): string[] {
  const share = texts === 0 ? '-' : ((100 * wrong.length) / texts).toFixed(2);
  const shown = wrong.slice(0, SHOWN).map((text) => text.slice(0, SHOWN_CHARACTERS).replaceAll('\n', ' '));
  return [source, String(texts), String(wrong.length), share, shown.join('\n')];
}

function sum(figures: readonly LanguageFigures[]): { texts: number; wrong: string[] } {
  return {
    texts: figures.reduce((count, { texts }) => count + texts, 0),
    wrong: figures.flatMap(({ wrong }) => wrong),
  };
}
