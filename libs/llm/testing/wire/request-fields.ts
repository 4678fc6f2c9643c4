import type { WireName } from '../../src/index.js';
import { MESSAGES_FIELDS } from '../../src/adapters/anthropic/wire/messages.fields.js';
import { RESPONSES_FIELDS } from '../../src/adapters/openai/responses/responses.fields.js';
import { FIELDS } from '../../src/adapters/openai/wire/chat-completions.fields.js';

/** Every known field of each format's requests, and whether it shapes the answer. */
export const REQUEST_FIELDS: Readonly<Record<WireName, Readonly<Record<string, 'shapes' | 'denied'>>>> = {
  'chat-completions': FIELDS,
  responses: RESPONSES_FIELDS,
  'input-tokens': RESPONSES_FIELDS,
  messages: MESSAGES_FIELDS,
  'count-tokens': MESSAGES_FIELDS,
};
