import { isObject, type JsonObject } from '../json.js';

/** Members of blocks, parts and tools that concern price and speed alone: the boundaries of a provider's prompt cache. */
const MARKERS = ['cache_control', 'prompt_cache_breakpoint'];
/** Members of a message or text for which `null` means absent. Clients send back the messages that they received. */
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
/** The lists among them. An empty list also means absent. */
const LISTS: ReadonlySet<string> = new Set(['tool_calls', 'annotations', 'citations']);

/**
 * A message in one spelling: a single text is a string instead of a list with one part, the boundaries of prompt caches are removed,
 * and members that may be absent are never `null`. Returns the same object when nothing changes.
 */
export function messageSpelling(message: JsonObject): JsonObject {
  const { content } = message;
  const spelled = contentSpelling(content);
  const bare = withoutEmpty(message);
  return spelled === content ? bare : { ...bare, content: spelled };
}

/** The content of a message, a system prompt or a tool result, in one spelling. */
export function contentSpelling(content: unknown): unknown {
  if (!Array.isArray(content)) return content;
  const blocks = mapped(content, blockSpelling);
  const [only] = blocks;
  return blocks.length === 1 && isBareText(only) ? only.text : blocks;
}

/** Tools without the boundaries of prompt caches. */
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
  const present = entries.filter(([name, value]) => !isEmpty(name, value));
  return present.length === entries.length ? object : Object.fromEntries(present);
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

/** Returns the same list when nothing changes. */
function mapped(list: readonly unknown[], change: (item: unknown) => unknown): readonly unknown[] {
  const changed = list.map(change);
  return changed.some((item, at) => item !== list[at]) ? changed : list;
}
