import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import type { Figure } from './bench-part.js';

export interface PartResult {
  readonly name: string;
  readonly title: string;
  readonly figures: readonly Figure[];
}

export function isMet({ value, bound }: Figure): boolean {
  return bound === undefined || value <= bound;
}

export function printResult({ title, figures }: PartResult): void {
  const table = new Table({ head: [title, 'measured', 'at most', ''] });
  for (const figure of figures) {
    const { name, value, unit, bound } = figure;
    table.push([
      name,
      `${rounded(value)} ${unit}`,
      bound === undefined ? '' : `${bound} ${unit}`,
      mark(figure),
    ]);
  }
  console.log(table.toString());
}

/** Writes `<folder>/<time>.json` with the machine and versions the figures belong to; returns its path. */
export function saveResults(folder: string, results: readonly PartResult[]): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${new Date().toISOString().replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ machine: machine(), results }, null, 2)}\n`);
  return file;
}

function machine(): Record<string, unknown> {
  const [first] = cpus();
  return {
    processor: first?.model.trim(),
    cores: cpus().length,
    memory_gib: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
  };
}

function mark(figure: Figure): string {
  if (figure.bound === undefined) return '';
  return isMet(figure) ? 'met' : 'NOT MET';
}

function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
