const MODEL = 'text-embedding-3-small';
const TEXTS = ['How long do refunds take?', 'Refunds are paid within 14 days.'];
/** 0.6 and 0.8 as 32-bit floats in base64. */
const VECTOR = 'mpkZP83MTD8=';

/** Examples of the bodies of requests for embeddings, and of an answer. */
export const EMBEDDINGS_EXAMPLES = {
  requests: {
    text: { summary: 'One text', value: { model: MODEL, input: TEXTS[0] } },
    batch: {
      summary: 'Several, as the SDKs ask',
      value: { model: MODEL, input: TEXTS, encoding_format: 'base64' },
    },
    directed: {
      summary: 'With our own block, which is taken out',
      value: { model: MODEL, input: TEXTS, cache: { ttl: 3600, tags: ['faq'], namespace: 'help-centre' } },
    },
  },
  answer: {
    object: 'list',
    data: [{ object: 'embedding', index: 0, embedding: VECTOR }],
    model: MODEL,
    usage: { prompt_tokens: 0, total_tokens: 0 },
  },
};
