// Which variables of the service may stand under `settings`, and what they take: read off docs/configuration.md.

/** Variables that the chart sets from values of their own, or that pods can't choose. Secrets come from files alone. */
const CHART_SETS = new Set([
  ...['NODE_ENV', 'PORT', 'DATA_DIR', 'SHUTDOWN_DELAY_MS', 'DEFAULT_PROVIDER', 'OTEL_EXPORTER_OTLP_ENDPOINT'],
  ...['ENTRY_STORE', 'VECTOR_INDEX', 'SOURCE_REGISTRY', 'STATS_STORE', 'FLIGHT_BOARD', 'QDRANT_URL'],
  'REDIS_TLS_CA',
  ...['REDIS_URL', 'REDIS_SENTINELS', 'REDIS_SENTINEL_NAME', 'REDIS_CLUSTER_NODES', 'REDIS_USERNAME'],
  'REDIS_TLS',
]);
const ITEM =
  /^- `(?<name>[A-Z][A-Z0-9_]*)`(?<secret> \(`_FILE`\))?(?:, default `[^`]*`)?: (?<allowed>.*)\.$/gm;

/** The definition `settings` of values.schema.json. */
export function settingsSchema(configurationPage) {
  const items = [...configurationPage.matchAll(ITEM)].map(({ groups }) => groups);
  const settable = items.filter(({ name, secret }) => !secret && !CHART_SETS.has(name));
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(settable.map(({ name, allowed }) => [name, schemaOf(allowed)])),
  };
}

/** From what a value may be, in the words of scripts/settings-rules.mjs. */
function schemaOf(allowed) {
  if (allowed === '`true`, `false`') return { type: ['boolean', 'null'] };
  if (/^`[^`]+`(, `[^`]+`)*$/.test(allowed)) return { enum: [...allowed.slice(1, -1).split('`, `'), null] };
  const [, kind, low, high] = /^(whole number|number), ([\d.,]+) to ([\d.,]+)$/.exec(allowed) ?? [];
  const limits = { minimum: numberOf(low), maximum: numberOf(high) };
  if (kind === 'whole number') return { type: ['integer', 'null'], ...limits };
  // `helm --set` makes text of what is not whole.
  if (kind) return { type: ['number', 'string', 'null'], ...limits, pattern: '^\\d+(\\.\\d+)?$' };
  // Without user and password: settings stand in a ConfigMap.
  if (allowed.startsWith('an http or https URL'))
    return { type: ['string', 'null'], pattern: '^(https?://[^@\\s]+)?$' };
  return { type: ['string', 'number', 'null'] };
}

const numberOf = (text) => Number(text?.replaceAll(',', ''));
