import { isObject, type JsonObject } from '../../../json.js';
import type { WireTiers } from '../../../wire/wire-request.js';

/** Fields that make the answer depend on more than the meaning of the question: on its wording, on tools, on the day. */
const EXACT_FIELDS = [
  ...['tools', 'functions', 'audio', 'prediction'],
  ...['web_search_options', 'moderation', 'top_logprobs'],
];

const TEXT_PARTS: ReadonlySet<unknown> = new Set(['text', 'refusal']);
const TOOL_ROLES: ReadonlySet<unknown> = new Set(['tool', 'function']);

/** The tiers of a request that has a question. */
export function tiersOf(body: JsonObject, messages: readonly JsonObject[]): WireTiers {
  if (TOOL_ROLES.has(messages.at(-1)?.['role'])) return 'none';
  return needsSameWords(body) || messages.some(holdsMore) ? 'exact' : 'all';
}

function needsSameWords(body: JsonObject): boolean {
  const { n, logprobs, modalities } = body;
  return (
    EXACT_FIELDS.some((name) => isGiven(body[name])) ||
    (isGiven(n) && n !== 1) ||
    (isGiven(logprobs) && logprobs !== false) ||
    (Array.isArray(modalities) && modalities.some((modality) => modality !== 'text'))
  );
}

/** Whether a message has images, audio, files, or unknown parts. */
function holdsMore({ content, audio }: JsonObject): boolean {
  if (isGiven(audio)) return true;
  return Array.isArray(content) && content.some((part) => !isObject(part) || !TEXT_PARTS.has(part['type']));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
