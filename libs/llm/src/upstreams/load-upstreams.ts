import { readFileSync } from 'node:fs';
import { SettingError } from '@app/core';
import type { LlmEnv } from '../llm.env.js';
import { upstreamTable } from '../upstream.table.js';
import { checkRows } from './check-rows.js';
import type { UpstreamRow } from './upstream-row.js';
import { readUpstreams } from './upstreams.reader.js';

/** The rows of UPSTREAMS_FILE; none when it is unset. @throws SettingError when it can't be read or is wrong. */
export function loadUpstreams(environment: LlmEnv): readonly UpstreamRow[] {
  const { UPSTREAMS_FILE: path } = environment;
  if (path === undefined) return [];
  const file = `UPSTREAMS_FILE ${path}`;
  const variable = (name: string) => environment.variableNamed?.(name);
  const rows = readUpstreams(textOf(path), file, { variable });
  checkRows({ rows, shorthand: Object.values(upstreamTable(environment)), file });
  return rows;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SettingError(
      `UPSTREAMS_FILE ${path} can't be read. Check the path and its permissions, or unset it.`,
      { cause },
    );
  }
}
