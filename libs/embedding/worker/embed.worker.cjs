'use strict';
// Plain JavaScript, so that tests, development and dist/ run the same file in a real Node context.
const { parentPort, workerData } = require('node:worker_threads');

const WINDOW = 256;
// 256 tokens of prose are about 1,300 characters. Without this limit a megabyte would hold the thread for seconds.
const LONGEST = 20_000;
const ONE_THREAD = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 };

async function load() {
  const { AutoModel, AutoTokenizer, env, mean_pooling } = require('@xenova/transformers');
  env.allowRemoteModels = false;
  env.localModelPath = workerData.folder;
  const tokenizer = await AutoTokenizer.from_pretrained(workerData.model);
  const model = await AutoModel.from_pretrained(workerData.model, {
    dtype: 'q8',
    session_options: ONE_THREAD,
  });
  return { tokenizer, model, mean_pooling };
}

// One text per call: the model quantises activations per call, so a vector depends on what shares its batch.
async function embed({ tokenizer, model, mean_pooling }, text) {
  const whole = tokenizer(text.slice(0, LONGEST));
  const inputs = firstTokens(whole);
  const { last_hidden_state } = await model(inputs);
  const { data } = mean_pooling(last_hidden_state, inputs.attention_mask).normalize();
  return {
    vector: new Float32Array(data),
    truncated: text.length > LONGEST || whole.input_ids.size > WINDOW,
    unknownPieces: hasUnknown(whole.input_ids.data, tokenizer.unk_token_id),
  };
}

function firstTokens(whole) {
  const cut = Object.entries(whole).map(([name, tensor]) => [name, tensor.slice(null, [0, WINDOW])]);
  return whole.input_ids.size > WINDOW ? Object.fromEntries(cut) : whole;
}

// Tokenizers that can spell everything have no such token.
function hasUnknown(ids, unknown) {
  return unknown != null && ids.includes(BigInt(unknown));
}

async function main() {
  const loaded = await load();
  parentPort.on('message', async (message) => {
    if (message.close) return parentPort.close();
    try {
      const embedding = await embed(loaded, message.text);
      parentPort.postMessage({ embedding }, [embedding.vector.buffer]);
    } catch (error) {
      parentPort.postMessage({ error: error instanceof Error ? error.message : 'The model failed.' });
    }
  });
  parentPort.postMessage({ ready: true });
}

main().catch((error) => {
  throw error;
});
