import { readFileSync } from 'node:fs';
import { SettingError } from '@app/core';
import type { LlmEnv } from '../llm.env.js';
import shipped from '../models.json';
import { defaultModels } from '../upstream.table.js';
import { isPattern } from '../upstreams/model.pattern.js';
import type { UpstreamRow } from '../upstreams/upstream-row.js';
import { ModelCatalog } from './model.catalog.js';
import { readModels } from './models.reader.js';
import { merged, type ModelsTable } from './models.table.js';

type CatalogSettings = Pick<LlmEnv, 'MODELS_FILE' | 'OPENAI_MODEL' | 'ANTHROPIC_MODEL'>;

/** The shipped table, overridden by the operator's. @throws SettingError when MODELS_FILE is unreadable or invalid. */
export function loadCatalog(
  { MODELS_FILE, ...models }: CatalogSettings,
  rows: readonly Pick<UpstreamRow, 'models'>[] = [],
): ModelCatalog {
  const table = readModels(JSON.stringify(shipped), 'models.json');
  const named = rows.flatMap((row) => row.models).filter((model) => !isPattern(model));
  const configured = [...Object.values(defaultModels(models)), ...named];
  return new ModelCatalog(MODELS_FILE ? extended(table, MODELS_FILE) : table, configured);
}

function extended(table: ModelsTable, path: string): ModelsTable {
  const file = `MODELS_FILE ${path}`;
  const own = readModels(textOf(path), file);
  const both = merged(table, own);
  for (const [alias, model] of own.aliases)
    if (both.aliases.has(model))
      throw new SettingError(`${file}: aliases.${alias} names another alias; name the model itself.`);
  return both;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SettingError(
      `MODELS_FILE ${path} can't be read. Check the path and its permissions, or unset it.`,
      { cause },
    );
  }
}
