import { addressesIn, qdrantEndpoint } from './qdrant.endpoint.js';

const KIND = 'must be http:// or https:// URLs, comma-separated';
const HOST = /^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])$/;

/**
 * Why `QDRANT_URL` can't be used, and how to mend it; `undefined` = it can. An address is named by its place alone: it may hold a
 * password.
 */
export function qdrantUrlProblem(setting: string): string | undefined {
  const addresses = addressesIn(setting);
  const seen = new Map<string, number>();
  for (const [at, address] of addresses.entries()) {
    const which = addresses.length === 1 ? 'it' : `address ${at + 1} of ${addresses.length}`;
    const problem = problemOf(address);
    if (problem) return `${KIND}: ${which} ${problem}`;
    const { origin, prefix } = qdrantEndpoint(address);
    const twin = seen.get(origin + prefix);
    if (twin !== undefined) return `${KIND}: ${which} is the same server as address ${twin}. Name each once`;
    seen.set(origin + prefix, at + 1);
  }
  return undefined;
}

function problemOf(address: string): string | undefined {
  if (address === '') return 'is empty. Take the extra comma out';
  if (!/^https?:\/\//i.test(address)) return 'begins with neither http:// nor https://';
  if (/\s/.test(address) || !URL.canParse(address)) return 'is not a URL';
  return problemIn(new URL(address), address);
}

/** `URL` drops a `?` and a `#` with nothing behind them, so the text is asked. */
function problemIn({ username, password, hostname, port }: URL, address: string): string | undefined {
  if (username || password) return 'holds a user or a password. Take it out, and set QDRANT_API_KEY';
  if (!HOST.test(hostname)) return 'has a host that can not be';
  if (port === '0') return 'has port 0';
  return /[?#]/.test(address) ? 'goes on after ? or #. Take that out' : undefined;
}
