import { Members, PROVIDERS, SettingError } from '@app/core';
import { parseDocument } from 'yaml';
import { PROVIDER_DESCRIPTORS } from '../adapters/provider.table.js';
import { PATH_STYLES, type PathStyle } from '../provider.descriptor.js';
import { AUTH_NAMES } from './auth-schemes.js';
import { baseUrlOf } from './base-url.reader.js';
import { keyOf, type KeySources } from './key.reader.js';
import type { FallbackModel } from './fallback-model.js';
import type { UpstreamRow } from './upstream-row.js';

const MOST_ROWS = 1_000;
const MOST_NAMES = 1_000;
const LONGEST_MODEL = 256;
const TIMEOUT = { least: 100, most: 3_600_000, unit: 'milliseconds' };

const NAME = /^[a-z0-9][a-z0-9._-]{0,31}$/;
const TENANT = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const PRINTABLE = /^[\x20-\x7e]+$/;
/** Headers that belong to the body or the connection. */
const RESERVED =
  /^(?:host|connection|transfer-encoding|te|upgrade|expect|trailer|content-.+|accept-encoding)$/i;

const MEMBERS = [
  ...['name', 'comment', 'kind', 'base_url', 'key', 'key_env', 'key_file', 'auth', 'path_style'],
  ...['query', 'headers', 'models', 'tenants', 'timeout_ms', 'fallback'],
];

/**
 * Reads the text of an upstreams file, YAML or JSON, see docs/upstreams.md. What rows say about each other is checked by `checkRows`.
 * @param file its name in messages.
 * @throws SettingError that names the file, the row, the wrong field and the values that it accepts, and never a value.
 */
export function readUpstreams(text: string, file: string, keys: KeySources): readonly UpstreamRow[] {
  const root = Members.of(parsed(text, file), file, '', ['comment', 'upstreams']);
  const rows = root.list('upstreams', MOST_ROWS);
  if (rows.length === 0) throw root.fault('upstreams', 'must list at least one upstream');
  return rows.map((value, at) => rowOf(Members.of(value, file, `upstreams.${at}`, MEMBERS), keys));
}

/** The messages of the YAML reader quote the text, which may hold keys. */
function parsed(text: string, file: string): unknown {
  const document = parseDocument(text, { logLevel: 'silent' });
  const fault = document.errors[0];
  try {
    if (!fault) return document.toJS({ maxAliasCount: 100 });
  } catch {
    // An alias without an anchor, or too many of them.
  }
  const { line, col } = fault?.linePos?.[0] ?? { line: 1, col: 1 };
  throw new SettingError(
    `${file}: the file is no valid YAML or JSON: see line ${line}, column ${col}. Texts that begin with "*" need quotation marks.`,
  );
}

function rowOf(unnamed: Members, keys: KeySources): UpstreamRow {
  const name = unnamed.text(
    'name',
    NAME,
    'must be 1 to 32 of a-z, 0-9, ".", "_" and "-", and begin with a letter or digit',
  );
  const row = unnamed.called(`upstream "${name}"`);
  const kind = row.oneOf('kind', PROVIDERS);
  const pathStyle = pathStyleOf(row, kind);
  return {
    ...{ name, kind, pathStyle },
    baseUrl: baseUrlOf(row, kind, pathStyle),
    apiKey: keyOf(row, keys),
    auth: row.has('auth') ? row.oneOf('auth', AUTH_NAMES) : PROVIDER_DESCRIPTORS[kind].auth,
    query: queryOf(row),
    headers: headersOf(row),
    models: modelsOf(row),
    tenants: tenantsOf(row),
    timeoutMs: row.has('timeout_ms') ? row.whole('timeout_ms', TIMEOUT) : undefined,
    fallback: row
      .texts('fallback', { most: 10, longest: LONGEST_MODEL })
      .map((text) => fallbackOf(row, text)),
    variables: {
      apiKey: `the key of upstream ${name} in UPSTREAMS_FILE`,
      baseUrl: `base_url of upstream ${name} in UPSTREAMS_FILE`,
    },
  };
}

function pathStyleOf(row: Members, kind: UpstreamRow['kind']): PathStyle {
  const style = row.has('path_style') ? row.oneOf('path_style', PATH_STYLES) : 'v1';
  if (style === 'deployments' && kind !== 'openai')
    throw row.fault('path_style', 'can be deployments only with kind: openai');
  return style;
}

function queryOf(row: Members): Record<string, string> {
  const isGood = (name: string, text: string) => PRINTABLE.test(name) && PRINTABLE.test(text);
  return row.record('query', isGood, 'must hold texts of printable ASCII, such as api-version: "2024-10-21"');
}

function headersOf(row: Members): Record<string, string> {
  const isGood = (name: string, text: string) =>
    HEADER_NAME.test(name) && !RESERVED.test(name) && PRINTABLE.test(text);
  const headers = row.record(
    'headers',
    isGood,
    'must hold values of printable ASCII by name of header; names of the body or the connection, such as Host, are not allowed',
  );
  return Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]));
}

function modelsOf(row: Members): readonly string[] {
  const models = row.texts('models', { most: MOST_NAMES, longest: LONGEST_MODEL });
  const twice = models.findIndex((model, at) => models.indexOf(model) < at);
  if (twice >= 0) throw row.fault(`models.${twice}`, 'is in the list twice');
  return models;
}

function tenantsOf(row: Members): ReadonlySet<string> | undefined {
  if (!row.has('tenants')) return undefined;
  const tenants = row.texts('tenants', { most: MOST_NAMES, longest: 64 });
  if (!tenants.every((tenant) => TENANT.test(tenant)))
    throw row.fault('tenants', 'must hold names of tenants: 1 to 64 of a-z, 0-9, _ and -');
  return new Set(tenants);
}

function fallbackOf(row: Members, text: string): FallbackModel {
  const [upstream = '', ...rest] = text.split('/');
  const model = rest.join('/');
  if (upstream && model) return { upstream, model };
  throw row.fault('fallback', 'must hold texts like row/model: the name of an upstream, a slash, a model');
}
