import { isScope, SCOPES, TENANT, type KeyOrder } from '@app/access';
import { parseArgs } from 'node:util';
import { DATE_TIME_MESSAGE, timeOf } from '../date-time.js';

export type KeysCommand =
  | { readonly name: 'help' }
  | { readonly name: 'create'; readonly order: KeyOrder }
  | { readonly name: 'list' }
  | { readonly name: 'revoke'; readonly id: string };

export const USAGE = `Usage:
  npm run keys -- create --tenant search --scopes query,read [--expires 2036-01-01T00:00:00Z]
  npm run keys -- list
  npm run keys -- revoke <id>
Scopes: ${SCOPES.join(', ')}.`;

/** An error in the arguments, and how to correct it. */
export class UsageError extends Error {}

const OPTIONS = {
  help: { type: 'boolean' },
  tenant: { type: 'string' },
  scopes: { type: 'string' },
  expires: { type: 'string' },
} as const;

type Options = { readonly [Name in Exclude<keyof typeof OPTIONS, 'help'>]?: string };

/** @throws UsageError. */
export function readCommand(args: readonly string[]): KeysCommand {
  const { values, positionals } = parsed(args);
  if (values.help) return { name: 'help' };
  const [name, ...rest] = positionals;
  const mustBe = name === 'revoke' ? 1 : 0;
  if (rest.length !== mustBe)
    throw new UsageError(mustBe ? 'revoke needs one id.' : `${rest[0]} is not understood.`);
  if (name === 'create') return { name, order: orderOf(values) };
  const [option] = Object.keys(values);
  if (option) throw new UsageError(`--${option} is for create.`);
  if (name === 'list') return { name };
  if (name === 'revoke') return { name, id: rest[0]! };
  throw new UsageError(name ? `${name} is no command.` : 'A command is missing.');
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function orderOf({ tenant = '', scopes = '', expires }: Options): KeyOrder {
  if (!TENANT.test(tenant))
    throw new UsageError('--tenant must be 1 to 64 of a-z, 0-9, _ and -, starting with a letter or digit.');
  const names = scopes.split(',').map((name) => name.trim());
  if (!names.every(isScope))
    throw new UsageError(`--scopes must list some of ${SCOPES.join(', ')}, comma-separated.`);
  const expiresAt = expires === undefined ? undefined : timeOf(expires);
  if (expires !== undefined && expiresAt === undefined)
    throw new UsageError(`--expires ${DATE_TIME_MESSAGE}.`);
  return { tenant, scopes: names, limits: {}, expiresAt };
}
