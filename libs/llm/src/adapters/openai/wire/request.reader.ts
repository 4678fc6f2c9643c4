import { isObject, without, type JsonObject } from '../../../json.js';
import { lastSaid, splitMessages } from '../../../wire/question.js';
import { readable } from '../../../wire/readable.body.js';
import { asksToSearch, toolsIn } from '../../../wire/tools-in-request.js';
import type { WireRequest } from '../../../wire/wire-request.js';
import { DENIED } from './fields.js';
import { tiersOf } from './tiers.js';

/** What the cache needs to know of a Chat Completions request. @throws RagCacheError `validation_failed` when it can't be read. */
export function readRequest(sent: JsonObject): WireRequest {
  const body = readable(sent);
  const { question, messages } = splitMessages(body.messages);
  const tiers = tiersOf(body, body.messages);
  const options = body['stream_options'];
  return {
    model: body.model,
    isStream: body['stream'] === true,
    wantsUsage: isObject(options) && options['include_usage'] === true,
    question,
    profile: { ...without(body, DENIED), messages },
    tiers: tiers === 'all' && question === null ? 'exact' : tiers,
    said: question ?? lastSaid(body.messages),
    tools: toolsIn(body),
    searches: asksToSearch(body),
  };
}
