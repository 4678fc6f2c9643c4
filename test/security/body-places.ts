import { type AnySchema, resolved } from '../../apps/api/src/documentation/schema.parts.js';
import type { ApiDocument } from '../../apps/api/testing/api-document.js';

/** A place in a body where a value stands that is neither list nor object. */
export interface BodyPlace {
  /** Such as `context.0.text`; empty = the body itself. */
  readonly path: string;
  /** Of free text, and not one of a few words. */
  readonly isText: boolean;
}

/** Every such place of a schema. */
export function placesIn(anySchema: AnySchema, api: ApiDocument, path = ''): BodyPlace[] {
  const schema = resolved(anySchema, api.document.components!.schemas!);
  const at = (name: string) => (path ? `${path}.${name}` : name);
  if (schema.items) return placesIn(schema.items, api, at('0'));
  const members = Object.entries(schema.properties ?? {});
  const inner = members.flatMap(([name, one]) => placesIn(one, api, at(name)));
  const parts = (schema.allOf ?? []).flatMap((one) => placesIn(one, api, path));
  if (inner.length + parts.length > 0) return [...inner, ...parts];
  return [{ path, isText: schema.type === 'string' && !schema.enum }];
}

/** The body with a text put at a place; lists and objects on the way are made. */
export function withText(body: object, path: string, text: string): object {
  const [name, ...rest] = path.split('.') as [string, ...string[]];
  const inner = (body as Record<string, object>)[name] ?? {};
  const value = rest.length === 0 ? text : withText(inner, rest.join('.'), text);
  if (name === '0') return [value];
  return { ...body, [name]: value };
}
