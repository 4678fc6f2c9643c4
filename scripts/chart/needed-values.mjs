// `null` takes a value away, and so does `helm upgrade --reuse-values` with values that are new: templates would fail with
// nothing but a stack. So every value that stands in values.yaml is needed.

/** Handed on to Kubernetes as they are: there what is missing has a default, or need not be. */
const HANDED_ON = new Set(['resources']);

/** The schema, with `required` in each map whose values are known by name. */
export function needing(schema, values) {
  if (!schema.properties || !isMap(values)) return schema;
  const inside = ([name, one]) => [name, HANDED_ON.has(name) ? one : needing(one, values[name])];
  const properties = Object.fromEntries(Object.entries(schema.properties).map(inside));
  const required = Object.keys(properties).filter((name) => !mayBeMissing(properties[name], values[name]));
  const { definitions, ...rest } = schema;
  return {
    ...rest,
    properties,
    ...(required.length > 0 && { required }),
    ...(definitions && { definitions }),
  };
}

const isMap = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const mayBeMissing = ({ type = [] }, standard) =>
  (standard ?? null) === null || [type].flat().includes('null');
