import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import { withStage } from '../stage.js';
import { readEditedDocuments } from './documents.data.js';
import { measureDocuments, type DocumentFigures } from './documents.measure.js';
import { withProgress } from './progress.js';
import { PROMPT_TEMPLATES } from './prompt-templates.js';

const FILE = 'documents_dev.jsonl';

/**
 * Measures whether an edited document ever brings the old answer: prompts of ten templates over labelled paragraphs, asked of
 * the built service. Exits with 1 when one did, or when an unchanged prompt missed.
 */
async function main(): Promise<void> {
  const path = join(process.argv[2] ?? 'eval-data', FILE);
  if (!existsSync(path)) {
    console.log(
      `Skipped: there is no ${path}. It holds one paragraph per line, {"id", "text", "questions": [{"q", "answer"}]}.`,
    );
    return;
  }
  const documents = readEditedDocuments(path);
  const total = documents.length * PROMPT_TEMPLATES.length;
  const figures = await withProgress('Documents', total, (tick) =>
    withStage(async (stage) => {
      const all: DocumentFigures[] = [];
      for (const template of PROMPT_TEMPLATES)
        all.push(await measureDocuments(stage, template, documents, tick));
      return all;
    }),
  );
  console.log(tableOf(figures));
  const isMet = figures.every(({ edits, stale, repeated }) => stale === 0 && repeated === edits);
  console.log(isMet ? 'No stale answer, and each unchanged prompt hit.' : 'The promise broke.');
  process.exitCode = isMet ? 0 : 1;
}

function tableOf(figures: readonly DocumentFigures[]): string {
  const table = new Table({
    head: ['template', 'edited', 'stale', 'unchanged hit', 'reworded', 'reworded hit'],
  });
  for (const row of [...figures, sumOf(figures)]) {
    table.push([row.template, row.edits, row.stale, row.repeated, row.reworded, row.rewordedHits]);
  }
  return table.toString();
}

function sumOf(figures: readonly DocumentFigures[]): DocumentFigures {
  const sum = (of: (row: DocumentFigures) => number) => figures.reduce((total, row) => total + of(row), 0);
  return {
    template: 'all',
    edits: sum(({ edits }) => edits),
    stale: sum(({ stale }) => stale),
    repeated: sum(({ repeated }) => repeated),
    reworded: sum(({ reworded }) => reworded),
    rewordedHits: sum(({ rewordedHits }) => rewordedHits),
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
