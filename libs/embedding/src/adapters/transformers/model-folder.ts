import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { SettingError } from '@app/core';
import type { EmbeddingSpace } from '../../embedder.port.js';

/** Raise it when pooling, window or normalisation changes. */
const PREPROCESSING = 'v1';
const SHIPPED = 'models/all-MiniLM-L6-v2';
const NEEDED = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'];

/** The languages of known models. Any other model is trusted with every language, because the operator has chosen it. */
const LANGUAGES: Readonly<Record<string, readonly string[]>> = { 'all-MiniLM-L6-v2': ['en'] };

/** A model on disk. transformers.js wants its folder as a parent and a name. */
export interface ModelFolder {
  readonly parent: string;
  readonly name: string;
  readonly space: EmbeddingSpace;
}

/**
 * Checks that a folder holds a model, and reads the model's vector space.
 * @param path a folder in the layout of transformers.js. Its name is the model's id. Default: the model that ships.
 * @throws SettingError that names `EMBEDDING_MODEL_PATH` when there is no usable model.
 */
export function openModelFolder(path: string = shippedModel()): ModelFolder {
  const folder = resolve(path);
  const missing = NEEDED.find((file) => !existsSync(join(folder, file)));
  if (missing) throw noModel(`it has no ${missing}`);
  const name = basename(folder);
  return { parent: dirname(folder), name, space: spaceOf(name, dimensionIn(folder)) };
}

function spaceOf(model: string, dimension: number): EmbeddingSpace {
  return { model, dimension, version: PREPROCESSING, languages: LANGUAGES[model] ?? 'any' };
}

function dimensionIn(folder: string): number {
  const { hidden_size: dimension } = parsed(join(folder, 'config.json'));
  if (Number.isInteger(dimension) && Number(dimension) > 0) return Number(dimension);
  throw noModel('its config.json has no hidden_size');
}

function parsed(file: string): { hidden_size?: unknown } {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))) as { hidden_size?: unknown };
  } catch (error) {
    throw noModel('its config.json is not JSON', error);
  }
}

function noModel(problem: string, cause?: unknown): Error {
  const advice = 'Leave it unset to use the model that ships.';
  return new SettingError(`EMBEDDING_MODEL_PATH names no usable model: ${problem}. ${advice}`, { cause });
}

/** Sources and dist/ lie at different depths below the repository's root. */
function shippedModel(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, SHIPPED))) return join(folder, SHIPPED);
  }
  return join(process.cwd(), SHIPPED);
}
