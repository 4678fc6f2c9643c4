import { isObject, objectsIn, type JsonObject } from '../json.js';

/** The type of a provider's own tool that searches or fetches: `web_search_20250305`, `web_fetch_20260209`, `google_search`. */
const LOOKS_UP = /^(?:web_search|web_fetch|google_search|browser_search|url_context)(?:_|$)/;
/** Models that always search before they answer. */
const SEARCHING_MODEL = /-search-(?:preview|api)\b|(?:^|\/)sonar(?:-|$)|:online$/;
/** Fields of compatible providers that enable a search. */
const SWITCHES = ['web_search_options', 'search_parameters', 'enable_search', 'web_search'];

/** The tools of a request: names of the caller's own tools, and types of the provider's. */
export function toolsIn(body: JsonObject): string[] {
  return [...objectsIn(body['tools']), ...objectsIn(body['functions'])].flatMap((tool) => {
    const { type, name } = tool;
    const own = isObject(tool['function']) ? tool['function']['name'] : undefined;
    return [type, name, own].filter((text): text is string => typeof text === 'string' && !IS_KIND.has(text));
  });
}

/** Types of the caller's own tools. */
const IS_KIND: ReadonlySet<string> = new Set(['function', 'custom']);

/** Whether the provider may search or fetch for its answer. */
export function asksToSearch(body: JsonObject): boolean {
  if (isSearchModel(body['model'])) return true;
  if (SWITCHES.some((name) => isOn(body[name]))) return true;
  if (objectsIn(body['plugins']).some(({ id }) => id === 'web')) return true;
  return objectsIn(body['tools']).some(({ type }) => typeof type === 'string' && LOOKS_UP.test(type));
}

export function isSearchModel(model: unknown): boolean {
  return typeof model === 'string' && SEARCHING_MODEL.test(model);
}

function isOn(value: unknown): boolean {
  if (!isObject(value)) return value === true;
  return value['mode'] !== 'off';
}
