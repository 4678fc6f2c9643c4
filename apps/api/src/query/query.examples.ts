import type { ExamplesObject } from '@nestjs/swagger';

const USAGE = { prompt_tokens: 21, completion_tokens: 18, total_tokens: 39 };
const ANSWER = {
  response: 'Refunds are paid within 14 days.',
  ...{ provider: 'openai', model: 'gpt-4.1-mini-2025-04-14', usage: USAGE },
};
const MISS = { cache_hit: false, cache_type: null, similarity_score: null };
const HIT = {
  ...{ cache_hit: true, similarity_score: null, entry_id: '01K4ZB3N8T8Q0W6J7V2M5C9XRD' },
  ...{ age_seconds: 188, tokens_saved: 39, cost_saved_usd: 0.0000372 },
};

export const QUESTION_EXAMPLES: ExamplesObject = {
  question: {
    summary: 'Just ask: the rest comes from configuration',
    value: { query: 'How long do refunds take?' },
  },
  everything: {
    summary: 'All that can be said',
    value: {
      query: 'How long do refunds take?',
      ...{ provider: 'openai', model: 'gpt-4.1-mini', max_tokens: 512, temperature: 0 },
      system: 'Answer in one sentence.',
      context: [{ id: 'handbook#12', version: '2026-03-01', text: 'Refunds are paid within 14 days.' }],
      ...{ namespace: 'help-centre', use_cache: true, stream: false },
      cache: { ttl: 3600, mode: 'semantic', threshold: 0.97, tags: ['faq', 'refunds'] },
    },
  },
  stream: {
    summary: 'Answer as server-sent events',
    value: { query: 'How long do refunds take?', stream: true },
  },
  exact: {
    summary: 'Only the very same request may be answered from memory',
    value: { query: 'What is the status of order 7?', cache: { mode: 'exact', ttl: 60 } },
  },
  bypass: {
    summary: 'Neither read from memory nor write to it',
    value: { query: 'Give me another joke.', use_cache: false },
  },
};

export const ANSWER_EXAMPLES: ExamplesObject = {
  miss: {
    summary: 'The model was asked',
    value: { ...ANSWER, cache_info: MISS, latency_ms: 812.4 },
  },
  exact: {
    summary: 'From memory: the same request',
    value: { ...ANSWER, cache_info: { ...HIT, cache_type: 'exact' }, latency_ms: 1.32 },
  },
  semantic: {
    summary: 'From memory: the same question in other words',
    value: {
      ...ANSWER,
      cache_info: { ...HIT, cache_type: 'semantic', similarity_score: 0.9731 },
      latency_ms: 6.08,
    },
  },
};

const DONE = JSON.stringify({ ...ANSWER, response: undefined, cache_info: MISS, latency_ms: 812.4 });

export const EVENTS_EXAMPLES: ExamplesObject = {
  answer: {
    summary: 'The pieces, then the rest of the body, then whether it was accepted for storing',
    value: [
      'event: delta\ndata: {"text":"Refunds are"}',
      'event: delta\ndata: {"text":" paid within 14 days."}',
      `event: done\ndata: ${DONE}`,
      ': ragcache; fwd=miss; stored\n',
    ].join('\n\n'),
  },
  failure: {
    summary: 'What goes wrong after the first piece is told in the stream',
    value: [
      'event: delta\ndata: {"text":"Refunds are"}',
      'event: error\ndata: {"type":"urn:ragcache:problem:upstream_failed","title":"The provider failed","status":502,' +
        '"detail":"Tell your operator the request id 7f0c.","instance":"urn:ragcache:request:7f0c",' +
        '"code":"upstream_failed","request_id":"7f0c"}\n\n',
    ].join('\n\n'),
  },
};
