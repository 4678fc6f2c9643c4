import { anthropicHeaders, isAnthropicCall } from './anthropic/anthropic.headers.js';
import { anthropicKeyRefusal } from './anthropic/anthropic.refusal.js';
import { whole } from './delivery.js';
import { openAiHeaders } from './openai/openai.headers.js';
import { openAiKeyRefusal } from './openai/openai.refusal.js';
import type { WireFormat } from './wire-format.js';

const RELEASED = new Date('2025-10-01T00:00:00Z');

/** `GET /v1/models`, which both providers have: the shape is that of the one whose client asks. */
export const models: WireFormat = {
  method: 'GET',
  path: '/v1/models',
  refusal: ({ headers }) => (isAnthropicCall(headers) ? anthropicKeyRefusal : openAiKeyRefusal)(headers),
  answer: ({ headers, mint }) =>
    isAnthropicCall(headers)
      ? whole(200, anthropicPage(['claude-sim', 'claude-sim-small']), anthropicHeaders(mint))
      : whole(200, openAiList(['gpt-sim', 'gpt-sim-small']), openAiHeaders(mint)),
};

function openAiList(ids: readonly string[]): object {
  const created = RELEASED.getTime() / 1_000;
  return { object: 'list', data: ids.map((id) => ({ id, object: 'model', created, owned_by: 'simulator' })) };
}

function anthropicPage(ids: readonly string[]): object {
  const created_at = RELEASED.toISOString();
  return {
    data: ids.map((id) => ({ type: 'model', id, display_name: `[simulated] ${id}`, created_at })),
    ...{ has_more: false, first_id: ids[0], last_id: ids.at(-1) },
  };
}
