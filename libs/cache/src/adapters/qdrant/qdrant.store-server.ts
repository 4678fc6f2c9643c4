import type { QdrantEnv } from '../../qdrant.env.js';
import type { RemoteStoreProblem, StoreServer } from '../store-server.js';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** A Qdrant server or cluster. */
export const QDRANT: StoreServer = { name: 'qdrant', problems: qdrantProblems };

/** QDRANT_URL is required, and a key where other machines can reach the server. */
function qdrantProblems(
  { QDRANT_URL, QDRANT_API_KEY }: QdrantEnv,
  mustBeLocked: boolean,
): RemoteStoreProblem[] {
  if (!QDRANT_URL) return [NO_WAY];
  return mustBeLocked && !QDRANT_API_KEY && !isOnThisMachine(QDRANT_URL) ? [NO_KEY] : [];
}

const NO_WAY: RemoteStoreProblem = {
  variable: 'QDRANT_URL',
  message:
    'is not set. Set it, such as http://localhost:6333, or use VECTOR_INDEX=sqlite to run without a server.',
};

/** Everyone who reaches a Qdrant without a key can read and forge vectors and the entries behind them. */
const NO_KEY: RemoteStoreProblem = {
  variable: 'QDRANT_API_KEY',
  message:
    'is not set. In production a Qdrant on another machine needs a key: set the one that the server was given as QDRANT__SERVICE__API_KEY.',
};

function isOnThisMachine(url: string): boolean {
  const hosts = url.split(',').map((address) => new URL(address.trim()).hostname);
  return hosts.every((host) => LOOPBACK.test(host));
}
