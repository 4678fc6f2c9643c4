import { ERROR_CODES } from '@app/core';
import { PROBLEMS } from '../http/problem.table.js';

/** Every error code with its status and title, as a Markdown table. */
export function errorList(): string {
  const rows = ERROR_CODES.map(
    (code) => `| \`${code}\` | ${PROBLEMS[code].status} | ${PROBLEMS[code].title} |`,
  );
  return ['| code | status | |', '| --- | --- | --- |', ...rows].join('\n');
}
