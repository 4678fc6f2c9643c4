import { isObject, type JsonObject } from '../../../json.js';
import { messageSpelling, toolsSpelling } from '../../../wire/content.spelling.js';
import { instructionsIn, lastSaid, splitMessages } from '../../../wire/question.js';
import { readable } from '../../../wire/readable.body.js';
import { spelledAlike } from '../../../wire/spelling.js';
import { asksToSearch, toolsIn } from '../../../wire/tools-in-request.js';
import type { WireRequest } from '../../../wire/wire-request.js';
import { SPELLING } from './chat-completions.fields.js';
import { tiersOf } from './chat-completions.tiers.js';
import { forcedTool } from './chat-completions.tools.js';

/** Reads a Chat Completions request. @throws RagCacheError `validation_failed` when `model` or `messages` is invalid. */
export function readRequest(sent: JsonObject): WireRequest {
  const body = readable(sent);
  const choices = choicesOf(body);
  const members = choices === undefined ? identityOf(body) : { ...identityOf(body), n: SEVERAL };
  const { question, messages } = splitMessages(body.messages.map(messageSpelling));
  const tiers = isPrewarming(body) ? 'none' : tiersOf(members, body.messages);
  const options = body['stream_options'];
  return {
    model: body.model,
    isStream: body['stream'] === true,
    wantsUsage: isObject(options) && options['include_usage'] === true,
    question,
    profile: { ...members, messages },
    tiers: tiers === 'all' && question === null ? 'exact' : tiers,
    instructions: instructionsIn(body.messages),
    said: question ?? lastSaid(body.messages),
    tools: toolsIn(body),
    searches: asksToSearch(body),
    forcedTool: forcedTool(body),
    choices,
  };
}

/** Stands for every number of choices above one. No API takes a text there. */
const SEVERAL = 'several';

function choicesOf({ n }: JsonObject): number | undefined {
  return typeof n === 'number' && Number.isSafeInteger(n) && n > 1 ? n : undefined;
}

function identityOf(body: JsonObject): JsonObject {
  const { stop, tools, ...members } = spelledAlike(body, SPELLING);
  return {
    ...members,
    ...(tools !== undefined && { tools: toolsSpelling(tools) }),
    ...(stop !== undefined && { stop: stopOf(stop) }),
  };
}

/** A list with one text means the same as the text alone. */
function stopOf(stop: unknown): unknown {
  const isOneText = Array.isArray(stop) && stop.length === 1 && typeof stop[0] === 'string';
  return isOneText ? (stop[0] as unknown) : stop;
}

/** Such a call only fills the provider's prompt cache. */
function isPrewarming({ prompt_cache_options: options }: JsonObject): boolean {
  return isObject(options) && Boolean(options['prewarm']);
}
