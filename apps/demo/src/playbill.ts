import { paint } from './paint.js';
import type { Played } from './performance.js';
import { KEYS, type Stage } from './stage.js';
import { tableOf, usd } from './table.js';

/** What happened: the table, why the traps were refused, and what it saved or what went wrong. */
export function playbillOf(played: readonly Played[], broken: readonly string[]): string {
  const traps = played.filter(({ scene }) => scene.isTrap).map(refusalOf);
  return [tableOf(played), ...traps, verdictOf(played, broken)].join('\n\n');
}

function refusalOf({ scene, cacheStatus, similarity }: Played): string {
  return [
    `"${scene.query}"`,
    "was not answered from memory. Why, in the response's own headers:",
    paint('yellow', `  Cache-Status: ${cacheStatus}`),
    paint('yellow', `  X-Cache-Similarity: ${similarity}`),
  ].join('\n');
}

function verdictOf(played: readonly Played[], broken: readonly string[]): string {
  if (broken.length > 0) return paint('red', ['Not as promised:', ...broken].join('\n  '));
  const hits = played.filter(({ origin }) => origin !== 'model');
  const tokens = hits.reduce((sum, { tokensSaved = 0 }) => sum + tokensSaved, 0);
  const money = hits.reduce((sum, { costSavedUsd = 0 }) => sum + costSavedUsd, 0);
  const saved = `${hits.length} of ${played.length} answers came from memory and saved ${tokens} tokens (${usd(money)}).`;
  return paint('green', `All as promised. ${saved}`);
}

export function invitation({ service }: Stage): string {
  return `
The service is yours until you press Ctrl-C:

  API      ${paint('cyan', `${service.url}/api/v1/query`)}
  Swagger  ${paint('cyan', `${service.url}/docs`)} (Authorize with ${KEYS.search})

Ask something yourself:

  curl -i ${service.url}/api/v1/query \\
    -H 'authorization: Bearer ${KEYS.search}' \\
    -H 'content-type: application/json' \\
    -d '{ "query": "How do I reset my password for the customer portal?" }'
`;
}
