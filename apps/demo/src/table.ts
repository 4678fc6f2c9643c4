import Table from 'cli-table3';
import { paint } from './paint.js';
import type { Played } from './performance.js';

/** Headings and widths, padding included; with the lines between them 100 columns. */
const COLUMNS = { question: 35, tier: 11, similarity: 12, ms: 7, saved: 12, 'refused by': 16 };

export function tableOf(played: readonly Played[]): string {
  const head = Object.keys(COLUMNS).map((name) => paint('bold', name));
  const colWidths = Object.values(COLUMNS);
  const table = new Table({ head, colWidths, wordWrap: true, style: { head: [], border: [] } });
  table.push(...played.map(rowOf));
  return table.toString();
}

function rowOf(played: Played): string[] {
  const { scene, origin, similarity = '', milliseconds, refusedBy = '' } = played;
  return [
    `${paint('bold', `${scene.tenant}: ${scene.shows}`)}\n${scene.query}`,
    origin === 'model' ? 'miss' : paint('green', origin),
    similarity,
    milliseconds.toFixed(milliseconds < 100 ? 1 : 0),
    savedBy(played),
    scene.isTrap ? paint('yellow', refusedBy) : refusedBy,
  ];
}

function savedBy({ tokensSaved, costSavedUsd }: Played): string {
  if (tokensSaved === undefined) return '';
  return [`${tokensSaved} tokens`, ...(costSavedUsd === undefined ? [] : [usd(costSavedUsd)])].join('\n');
}

export function usd(amount: number): string {
  return `$${amount.toFixed(6)}`;
}
