import type { JsonObject } from '../../../json.js';
import { contentSpelling, messageSpelling, toolsSpelling } from '../../../wire/content.spelling.js';
import { instructionsIn, lastSaid, splitMessages } from '../../../wire/question.js';
import { readable } from '../../../wire/readable.body.js';
import { spelledAlike } from '../../../wire/spelling.js';
import { asksToSearch, toolsIn } from '../../../wire/tools-in-request.js';
import type { WireRequest } from '../../../wire/wire-request.js';
import { SPELLING } from './messages.fields.js';
import { tiersOf } from './messages.tiers.js';
import { forcedTool } from './messages.tools.js';

/** Reads a Messages request. @throws RagCacheError `validation_failed` when `model` or `messages` is invalid. */
export function readMessages(sent: JsonObject): WireRequest {
  const body = readable(sent);
  const { question, messages } = splitMessages(body.messages.map(messageSpelling));
  return {
    model: body.model,
    isStream: body['stream'] === true,
    // Every stream of Anthropic reports the usage.
    wantsUsage: true,
    question,
    profile: { ...identityOf(body), messages },
    tiers: tiersOf(body, question),
    instructions: instructionsIn(body.messages, body['system']),
    said: question ?? lastSaid(body.messages),
    tools: toolsIn(body),
    searches: asksToSearch(body),
    forcedTool: forcedTool(body),
  };
}

function identityOf(body: JsonObject): JsonObject {
  const { system, tools, ...members } = spelledAlike(body, SPELLING);
  return {
    ...members,
    ...(system !== undefined && { system: contentSpelling(system) }),
    ...(tools !== undefined && { tools: toolsSpelling(tools) }),
  };
}
