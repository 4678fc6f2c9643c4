import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { EmbeddingSpace } from '../../embedder.port.js';

/** Raise it when pooling, window or normalisation change. */
const PREPROCESSING = 'v1';
const SHIPPED = 'models/all-MiniLM-L6-v2';

/** Models whose languages are known; an unknown model is trusted with any. */
const LANGUAGES: Readonly<Record<string, readonly string[]>> = { 'all-MiniLM-L6-v2': ['en'] };

/** A model on disk. */
export interface ModelFolder {
  readonly parent: string;
  readonly name: string;
  readonly space: EmbeddingSpace;
}

/**
 * @param path a folder with `config.json`, tokenizer and `onnx/model_quantized.onnx`; default the one that ships.
 * @throws Error naming `EMBEDDING_MODEL_PATH` when there is no model.
 */
export function openModelFolder(path: string = shippedModel()): ModelFolder {
  const folder = resolve(path);
  const config = join(folder, 'config.json');
  if (!existsSync(config) || !existsSync(join(folder, 'onnx/model_quantized.onnx'))) {
    throw new Error(
      'EMBEDDING_MODEL_PATH names no model: a folder with config.json and onnx/model_quantized.onnx is needed. ' +
        'Leave it unset to use the model that ships.',
    );
  }
  const { hidden_size: dimension } = JSON.parse(readFileSync(config, 'utf8')) as { hidden_size: number };
  const name = basename(folder);
  const space = {
    model: name,
    dimension,
    version: PREPROCESSING,
    languages: LANGUAGES[name] ?? ('any' as const),
  };
  return { parent: dirname(folder), name, space };
}

/** Sources and dist/ lie at different depths below the repository's root. */
function shippedModel(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, SHIPPED))) return join(folder, SHIPPED);
  }
  return join(process.cwd(), SHIPPED);
}
