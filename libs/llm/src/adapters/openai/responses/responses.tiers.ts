import { isGiven, isObject, objectsIn, type JsonObject } from '../../../json.js';
import type { WireTiers } from '../../../wire/wire-request.js';
import { isMessage, isReference } from './responses.input.js';

/** Fields that continue something that the provider keeps, or that ask for no answer at once. */
const STATEFUL = ['previous_response_id', 'conversation'];
/** Tools that the caller runs. All others run at the provider: what they find changes, or they have effects. */
const PLAIN_TOOLS: ReadonlySet<unknown> = new Set(['function', 'custom', 'namespace']);
/** Fields that make the answer depend on more than the meaning of the question. */
const EXACT_FIELDS = ['tools', 'moderation', 'context_management', 'prompt'];
const TEXT_PARTS: ReadonlySet<unknown> = new Set(['text', 'refusal']);
/** Items that the caller answers the model with: `function_call_output`, `mcp_approval_response`. */
const REPLY = /_(?:output|response)$/;

/**
 * The tiers of a request. An answer that the provider keeps under an id is never shared with a question in other words: who continues
 * it would continue another conversation.
 * @param items as `itemsOf` returns them.
 * @param hasQuestion whether the last item is a question in plain text.
 */
export function tiersOf(body: JsonObject, items: readonly JsonObject[], hasQuestion: boolean): WireTiers {
  if (isStateful(body) || items.length === 0 || items.some(isReference) || answersTool(items)) return 'none';
  if (![body, ...items].flatMap(toolsOf).every(({ type }) => PLAIN_TOOLS.has(type))) return 'none';
  if (!hasQuestion || needsSameWords(body) || !items.every(isTextual)) return 'exact';
  return isKept(body) ? 'canonical' : 'all';
}

/** Whether the request points at something that only the provider has. */
export function refersToKept(body: JsonObject): boolean {
  return isStateful(body) || objectsIn(body['input']).some(isReference);
}

/** Whether the provider keeps the response, so that it can be continued. */
export function isKept({ store }: JsonObject): boolean {
  return store !== false;
}

function isStateful(body: JsonObject): boolean {
  const { background, prompt, prompt_cache_options: options } = body;
  return (
    STATEFUL.some((name) => isGiven(body[name])) ||
    isOn(background) ||
    (isObject(options) && isOn(options['prewarm'])) ||
    // Without a version, the stored prompt may be another one tomorrow.
    (isGiven(prompt) && !(isObject(prompt) && typeof prompt['version'] === 'string'))
  );
}

function needsSameWords(body: JsonObject): boolean {
  const { include, top_logprobs: top } = body;
  return (
    EXACT_FIELDS.some((name) => isGiven(body[name])) ||
    (isGiven(top) && top !== 0) ||
    (Array.isArray(include) && include.includes('message.output_text.logprobs'))
  );
}

/** Items after the model's last turn belong to one turn of the caller, so a message may follow the output of a tool. */
function answersTool(items: readonly JsonObject[]): boolean {
  const answered = items.slice(0, -1).findLastIndex((item) => !isReply(item) && !isCallersMessage(item));
  return !isCallersMessage(items.at(-1)!) || items.slice(answered + 1).some(isReply);
}

function isReply({ type }: JsonObject): boolean {
  return typeof type === 'string' && REPLY.test(type);
}

function isCallersMessage(item: JsonObject): boolean {
  return isMessage(item) && item['role'] !== 'assistant';
}

function isTextual(item: JsonObject): boolean {
  const { content } = item;
  if (!isMessage(item)) return false;
  if (!Array.isArray(content)) return typeof content === 'string';
  return content.every((part) => isObject(part) && TEXT_PARTS.has(part['type']));
}

/** The tools of a request, or those that an item adds to it. A namespace has tools of its own. */
function toolsOf({ tools }: JsonObject): readonly JsonObject[] {
  if (!Array.isArray(tools)) return [];
  return tools.flatMap((tool: unknown) => (isObject(tool) ? [tool, ...toolsOf(tool)] : [{}]));
}

/** Values that no API takes are not judged here. */
function isOn(value: unknown): boolean {
  return value === true || isObject(value);
}
