import type { Answer } from '@app/core';
import { isObject, objectsIn, type JsonObject } from '../json.js';

/** The type of a block or annotation that a search or fetch leaves in an answer. */
const TRACE = /^(?:url_citation|web_search_call|web_(?:search|fetch)_(?:tool_)?result(?:_location)?)$/;
/** Anthropic's type for a call of its own tools. */
const SERVER_CALL = 'server_tool_use';
const LOOKS_UP = /^web_(?:search|fetch)/;
/** Counts in `usage` of Anthropic, and of providers that speak OpenAI's format. */
const COUNTS = ['web_search_requests', 'web_fetch_requests', 'num_search_queries', 'num_sources_used'];
/** Members in which those providers list their search results. */
const FINDINGS = ['citations', 'search_results', 'grounding_metadata'];

/** Whether the provider ran a search or fetch for the answer. Such an answer is valid only as long as the search results are. */
export function showsSearch({ raw }: Pick<Answer, 'raw'>): boolean {
  if (!isObject(raw)) return false;
  return countsSearch(raw['usage']) || FINDINGS.some((name) => isFilled(raw[name])) || hasTrace(raw);
}

function countsSearch(usage: unknown): boolean {
  if (!isObject(usage)) return false;
  const counted = isObject(usage[SERVER_CALL]) ? usage[SERVER_CALL] : usage;
  return COUNTS.some((name) => isPositive(counted[name]) || isPositive(usage[name]));
}

function hasTrace(raw: JsonObject): boolean {
  const messages = objectsIn(raw['choices']).flatMap(({ message }) => (isObject(message) ? [message] : []));
  const items = objectsIn(raw['output']);
  const texts = [...messages, ...items.flatMap(({ content }) => objectsIn(content))];
  const annotated = texts.flatMap(({ annotations }) => objectsIn(annotations));
  return [...annotated, ...items, ...objectsIn(raw['content'])].some(isTrace);
}

function isTrace({ type, name, citations }: JsonObject): boolean {
  if (type === SERVER_CALL) return typeof name === 'string' && LOOKS_UP.test(name);
  if (typeof type === 'string' && TRACE.test(type)) return true;
  return objectsIn(citations).some((citation) => isTrace(citation));
}

const isPositive = (value: unknown): boolean => typeof value === 'number' && value > 0;
const isFilled = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : isObject(value));
