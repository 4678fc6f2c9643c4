import { isObject, type JsonObject } from '@app/llm';

/** The JSON object that a text is; undefined when it is none. */
export function parsedObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
