import { without, type JsonObject } from '../../../json.js';
import { lastSaid, splitMessages } from '../../../wire/question.js';
import { readable } from '../../../wire/readable.body.js';
import { asksToSearch, toolsIn } from '../../../wire/tools-in-request.js';
import type { WireRequest } from '../../../wire/wire-request.js';
import { DENIED } from './messages.fields.js';
import { tiersOf } from './messages.tiers.js';

/** What the cache needs to know of a Messages request. @throws RagCacheError `validation_failed` when it can't be read. */
export function readMessages(sent: JsonObject): WireRequest {
  const body = readable(sent);
  const { question, messages } = splitMessages(body.messages);
  return {
    model: body.model,
    isStream: body['stream'] === true,
    // Every stream tells it.
    wantsUsage: true,
    question,
    profile: { ...without(body, DENIED), messages },
    tiers: tiersOf(body, question),
    said: question ?? lastSaid(body.messages),
    tools: toolsIn(body),
    searches: asksToSearch(body),
  };
}
