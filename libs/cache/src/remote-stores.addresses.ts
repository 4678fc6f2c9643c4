import { isIP } from 'node:net';

export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

const NAME = /^\w([\w.-]*\w)?\.?$/;
const HIGHEST_PORT = 65_535;
/** Databases are numbered; most servers have 16. */
const DATABASE = /^\/?$|^\/(0|[1-9]\d{0,5})$/;

/** A name or an address. Not `10.0.0`, which systems read as 10.0.0.0. */
export function isHost(text: string): boolean {
  if (isIP(text) > 0) return true;
  return NAME.test(text) && !text.includes('..') && !/^[\d.]+$/.test(text);
}

/** Whether what is sent there stays on this machine. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|::1)$/.test(host);
}

/** `undefined` = not `host:port`, or `[address]:port` for an IPv6 address. */
export function hostAndPort(text: string): HostAndPort | undefined {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (digits === undefined || port < 1 || port > HIGHEST_PORT) return undefined;
  if (bracketed !== undefined) return isIP(bracketed) === 6 ? { host: bracketed, port } : undefined;
  return isHost(plain!) ? { host: plain!, port } : undefined;
}

/** The host of a `REDIS_URL` as it is connected to. */
export function hostOfUrl(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}

/** Why a client would not connect to what an operator meant by this. The text is never repeated: a password may stand in it. */
export function redisUrlProblem(text: string): string | undefined {
  if (/[?#]/.test(text))
    return `${NAMED} has no part after ? or #. Write %3F or %23 for one in a password, or use REDIS_PASSWORD`;
  if (!URL.canParse(text))
    return `${NAMED} must be a URL such as redis://host:6379/0. Percent-encode what is special in a password, or use REDIS_PASSWORD`;
  const { port, pathname, username, password } = new URL(text);
  if (!isHost(hostOfUrl(text))) return `${NAMED} must name one host, such as redis://host:6379/0`;
  if (port === '0') return `${NAMED} must have a port from 1 to ${HIGHEST_PORT}, or none for 6379`;
  if (!DATABASE.test(pathname))
    return `${NAMED} must end with the number of a database, such as /0, or with nothing`;
  if (!isDecodable(username + password))
    return `${NAMED} must percent-encode what is special in user and password, or leave them to REDIS_USERNAME and REDIS_PASSWORD`;
  return undefined;
}

const NAMED = 'REDIS_URL';

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
