// Which variables of the service may stand under `settings`, and what they take: read off .env.example.

/** Variables that the chart sets from values of their own, or that pods can't choose. */
const CHART_SETS = new Set([
  ...['NODE_ENV', 'PORT', 'DATA_DIR', 'SHUTDOWN_DELAY_MS', 'DEFAULT_PROVIDER', 'OTEL_EXPORTER_OTLP_ENDPOINT'],
  ...['ENTRY_STORE', 'VECTOR_INDEX', 'SOURCE_REGISTRY', 'FLIGHT_BOARD', 'QDRANT_URL', 'REDIS_TLS_CA'],
  ...['REDIS_URL', 'REDIS_SENTINELS', 'REDIS_SENTINEL_NAME', 'REDIS_CLUSTER_NODES', 'REDIS_USERNAME'],
]);
/** Secrets come from files alone. */
const SECRET = /(API_KEYS?|SECRET|PASSWORD|PEPPER)$/;

/** `helm --set` makes text of what is not whole. */
const FRACTION = { type: ['number', 'string', 'null'], minimum: 0, pattern: '^\\d+(\\.\\d+)?$' };

/** @returns {{ name: string, comment: string, value: string }[]} every variable with the comment above it */
export function variablesOf(example) {
  const found = example.matchAll(/^(?:# (?<comment>.*)\n)?(?<name>[A-Z][A-Z0-9_]*)=(?<value>.*)$/gm);
  return [...found].map(({ groups: { comment = '', name, value } }) => ({ name, comment, value }));
}

export const mayBeSet = ({ name }) => !CHART_SETS.has(name) && !SECRET.test(name);

/** The definition `settings` of values.schema.json. */
export function settingsSchema(example) {
  const variables = variablesOf(example).filter(mayBeSet);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(variables.map((variable) => [variable.name, schemaOf(variable)])),
  };
}

function schemaOf({ comment, value }) {
  const [choices] = comment.match(/^[\w-]+( \| [\w-]+)+/) ?? [];
  if (choices === 'true | false') return { type: ['boolean', 'null'] };
  if (choices) return { enum: [...choices.split(' | '), null] };
  if (/^\d+$/.test(value)) return { type: ['integer', 'null'], minimum: 0 };
  if (/^\d+\.\d+$/.test(value)) return FRACTION;
  return { type: ['string', 'number', 'null'] };
}
