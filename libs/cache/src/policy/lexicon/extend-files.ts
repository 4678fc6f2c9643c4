import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { SettingError } from '@app/core';
import type { LexiconFiles, WordFile, Words, WordTable } from './lexicon-files.js';

/**
 * The built-in word files with those of a folder merged in: lists grow, tables grow name by name.
 * Throws a `SettingError` that names the file and the field when something in the folder can't be used.
 */
export function extendFiles(builtIn: LexiconFiles, folder: string): LexiconFiles {
  if (!existsSync(folder)) {
    throw new SettingError(`POLICY_DATA_DIR: ${folder} does not exist. Create it, or unset the variable.`);
  }
  const extended: Record<string, WordFile> = { ...builtIn };
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const name = parse(file).name;
    const own = extended[name];
    if (!own) throw fault(file, `is not a word file; the names are ${Object.keys(builtIn).join(', ')}`);
    extended[name] = extendFile(own, readObject(folder, file), file);
  }
  return extended as unknown as LexiconFiles;
}

function readObject(folder: string, file: string): Record<string, unknown> {
  const text = readFileSync(join(folder, file), 'utf8');
  const content = parseJson(text, file);
  if (!isObject(content)) throw fault(file, 'must hold a JSON object');
  return content;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SettingError(`POLICY_DATA_DIR: ${file} is not JSON. Correct or remove the file.`, { cause });
  }
}

function extendFile(own: WordFile, more: Record<string, unknown>, file: string): WordFile {
  const extended: Record<string, Words | WordTable> = { ...own };
  for (const [field, value] of Object.entries(more)) {
    const present = own[field];
    if (!present) throw fault(file, `has no field "${field}"; its fields are ${Object.keys(own).join(', ')}`);
    extended[field] = isWords(present)
      ? [...present, ...wordsIn(value, field, file)]
      : extendTable(present, value, { field, file });
  }
  return extended;
}

function extendTable(
  own: WordTable,
  value: unknown,
  { field, file }: { field: string; file: string },
): WordTable {
  if (!isObject(value)) throw fault(file, `"${field}" must be an object of word lists`);
  const extended: Record<string, Words> = { ...own };
  for (const [name, words] of Object.entries(value)) {
    extended[name] = [...(own[name] ?? []), ...wordsIn(words, `${field}.${name}`, file)];
  }
  return extended;
}

function wordsIn(value: unknown, field: string, file: string): Words {
  if (!isWords(value)) throw fault(file, `"${field}" must be a list of non-empty strings`);
  return value;
}

function isWords(value: unknown): value is Words {
  return Array.isArray(value) && value.every((word) => typeof word === 'string' && word.trim() !== '');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fault(file: string, problem: string): SettingError {
  return new SettingError(`POLICY_DATA_DIR: ${file} ${problem}. Correct or remove the file.`);
}
