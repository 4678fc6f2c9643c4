import { SettingError } from '@app/core';
import type { Upstream } from '../provider.descriptor.js';
import type { FallbackModel } from './fallback-model.js';
import type { UpstreamRow } from './upstream-row.js';

export interface RowsToCheck {
  readonly rows: readonly UpstreamRow[];
  /** The upstreams of OPENAI_* and ANTHROPIC_*. Those without a key can't be asked. */
  readonly shorthand: readonly Upstream[];
  /** Name of the file in messages. */
  readonly file: string;
}

/** Checks what rows say about each other. @throws SettingError that names the row, the field and the way out. */
export function checkRows(checked: RowsToCheck): void {
  for (const [at, row] of checked.rows.entries()) {
    const fault = nameFault(row, at, checked) ?? claimFault(row, at, checked) ?? fallbackFault(row, checked);
    if (fault) throw new SettingError(`${checked.file}: upstream "${row.name}": ${fault}.`);
  }
}

function nameFault({ name }: UpstreamRow, at: number, { rows, shorthand }: RowsToCheck): string | undefined {
  if (rows.findIndex((other) => other.name === name) < at) return 'name is given to two rows';
  // Even without a key: a tenant to which such a row is closed must not reach it by that name.
  const own = shorthand.find((upstream) => upstream.name === name);
  return own && `name is reserved for the upstream of ${own.variables.apiKey}. Choose another one`;
}

/** Rows compete for a model where one tenant could reach both with one format. */
function claimFault(row: UpstreamRow, at: number, { rows }: RowsToCheck): string | undefined {
  for (const other of rows.slice(0, at)) {
    const model = row.models.find((name) => other.models.includes(name));
    if (model !== undefined && other.kind === row.kind && shareTenants(other, row))
      return `models: "${model}" is claimed by upstream "${other.name}", too. Leave it to one of them`;
  }
  return undefined;
}

function shareTenants(one: UpstreamRow, other: UpstreamRow): boolean {
  const { tenants } = other;
  if (!one.tenants || !tenants) return true;
  return [...one.tenants].some((tenant) => tenants.has(tenant));
}

function fallbackFault(row: UpstreamRow, checked: RowsToCheck): string | undefined {
  for (const target of row.fallback) {
    const fault = targetFault(row, target, checked);
    if (fault) return `fallback: ${target.upstream}/${target.model} ${fault}`;
  }
  return undefined;
}

function targetFault(
  row: UpstreamRow,
  { upstream }: FallbackModel,
  checked: RowsToCheck,
): string | undefined {
  const { rows, shorthand } = checked;
  const found = rows.find(({ name }) => name === upstream);
  const target = found ?? shorthand.find(({ name, apiKey }) => name === upstream && apiKey);
  if (!target) {
    const names = [...rows, ...shorthand.filter(({ apiKey }) => apiKey)].map(({ name }) => name);
    return `names no upstream. There are: ${names.join(', ')}`;
  }
  if (target.kind !== row.kind) return `is of kind ${target.kind}, and this row is of kind ${row.kind}`;
  if (found && !isOpenToAllOf(found, row))
    return 'is closed to a tenant of this row. Open it to the same tenants';
  return undefined;
}

function isOpenToAllOf({ tenants }: UpstreamRow, row: UpstreamRow): boolean {
  if (!tenants) return true;
  return row.tenants !== undefined && [...row.tenants].every((tenant) => tenants.has(tenant));
}
