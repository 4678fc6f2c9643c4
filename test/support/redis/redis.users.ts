import { documentedCommands } from './redis.acl.js';
import type { Certificates } from './redis.certificates.js';
import type { Security } from './redis.security.js';

/** The administrator of the servers. */
export const ROOT = { username: 'root', password: 'the-password-of-root' };

/** The user that docs/operations.md describes, as the service is told of it. */
export const USER = { REDIS_USERNAME: 'ragcache', REDIS_PASSWORD: 'the-password-of-redis' };
/** The one that the Sentinels know, and that may ask them for the master alone. */
export const WATCHER = {
  REDIS_SENTINEL_USERNAME: 'watcher',
  REDIS_SENTINEL_PASSWORD: 'the-password-of-sentinels',
};

/** A line of `ACL SETUSER`. @param more commands besides the documented ones. */
export function userLine(...more: readonly string[]): string {
  const commands = [...documentedCommands(), ...more];
  return [
    'ragcache',
    'on',
    `>${USER.REDIS_PASSWORD}`,
    '~ragcache:*',
    'resetchannels',
    '-@all',
    ...commands,
  ].join(' ');
}

/** Master, copies and Sentinels with TLS, and with a user for each task. */
export function lockedSentinels(tls: Certificates): { readonly data: Security; readonly own: Security } {
  const watcher = `watcher on >${WATCHER.REDIS_SENTINEL_PASSWORD} resetchannels -@all +sentinel|get-master-addr-by-name +sentinel|sentinels`;
  return {
    data: { tls, login: ROOT, users: [userLine()] },
    own: { tls, login: { ...ROOT, password: 'another-one' }, users: [watcher] },
  };
}
