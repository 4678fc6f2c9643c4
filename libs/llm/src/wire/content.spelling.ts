import { isObject, type JsonObject } from '../json.js';

/** What a block, a part or a tool says about price and speed alone: where a provider's prompt cache may begin anew. */
const MARKERS = ['cache_control', 'prompt_cache_breakpoint'];
/** Members of a message or of a text for which `null` is another word for absent: clients send back what they got. */
const NULLABLE: ReadonlySet<string> = new Set([
  ...[
    'name',
    'refusal',
    'audio',
    'function_call',
    'tool_calls',
    'annotations',
    'citations',
    'reasoning_content',
  ],
]);
/** Of those the lists, which say nothing when they are empty. */
const LISTS: ReadonlySet<string> = new Set(['tool_calls', 'annotations', 'citations']);

/**
 * A message spelled as every other that says the same: a text alone is a string, never the only part of a list; nothing says where
 * prompt caches begin, and nothing is `null` that may be absent. The same object where there is nothing to change.
 */
export function messageSpelling(message: JsonObject): JsonObject {
  const { content } = message;
  const spelled = contentSpelling(content);
  const bare = withoutEmpty(message);
  return spelled === content ? bare : { ...bare, content: spelled };
}

/** The content of a message, a system prompt or the result of a tool. */
export function contentSpelling(content: unknown): unknown {
  if (!Array.isArray(content)) return content;
  const blocks = mapped(content, blockSpelling);
  const [only] = blocks;
  return blocks.length === 1 && isBareText(only) ? only.text : blocks;
}

/** Tools without their markers. */
export function toolsSpelling(tools: unknown): unknown {
  return Array.isArray(tools) ? mapped(tools, unmarked) : tools;
}

function blockSpelling(block: unknown): unknown {
  const bare = unmarked(block);
  if (!isObject(bare)) return bare;
  if (bare['type'] === 'text') return withoutEmpty(bare);
  if (bare['type'] !== 'tool_result') return bare;
  const content = contentSpelling(bare['content']);
  return content === bare['content'] ? bare : { ...bare, content };
}

function unmarked(value: unknown): unknown {
  if (!isObject(value) || !MARKERS.some((name) => Object.hasOwn(value, name))) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !MARKERS.includes(name)));
}

function withoutEmpty(object: JsonObject): JsonObject {
  const entries = Object.entries(object);
  const telling = entries.filter(([name, value]) => !isEmpty(name, value));
  return telling.length === entries.length ? object : Object.fromEntries(telling);
}

function isEmpty(name: string, value: unknown): boolean {
  if (value === null) return NULLABLE.has(name);
  return LISTS.has(name) && Array.isArray(value) && value.length === 0;
}

function isBareText(block: unknown): block is { readonly type: 'text'; readonly text: string } {
  return (
    isObject(block) &&
    block['type'] === 'text' &&
    typeof block['text'] === 'string' &&
    Object.keys(block).length === 2
  );
}

/** The list itself when nothing in it changes. */
function mapped(list: readonly unknown[], change: (item: unknown) => unknown): readonly unknown[] {
  const changed = list.map(change);
  return changed.some((item, at) => item !== list[at]) ? changed : list;
}
