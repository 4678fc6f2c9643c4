import Table from 'cli-table3';
import { type Played, wentAsPromised } from './performance.js';
import { KEYS, type Stage } from './stage.js';

const HEAD = [
  'tenant',
  'question',
  'shows',
  'from',
  'similarity',
  'ms',
  'tokens saved',
  'USD saved',
  'candidate refused by',
];
const QUESTION_WIDTH = 36;

export function tableOf(played: readonly Played[]): string {
  const table = new Table({ head: HEAD, wordWrap: true, colWidths: [null, QUESTION_WIDTH] });
  for (const one of played) {
    table.push([
      one.scene.tenant,
      one.scene.query,
      one.scene.shows,
      wentAsPromised(one) ? one.from : `${one.from} (expected ${one.scene.expected})`,
      one.similarity ?? '',
      one.milliseconds.toFixed(1),
      one.tokensSaved ?? '',
      one.costSavedUsd?.toFixed(6) ?? '',
      one.refusedBy ?? '',
    ]);
  }
  return table.toString();
}

export function invitation({ service }: Stage): string {
  return `
The service is yours until you press Ctrl-C:

  API      ${service.url}/api/v1/query
  Swagger  ${service.url}/docs

  curl -i ${service.url}/api/v1/query \\
    -H 'authorization: Bearer ${KEYS.search}' \\
    -H 'content-type: application/json' \\
    -d '{ "query": "How do I reset my password for the customer portal?" }'
`;
}
