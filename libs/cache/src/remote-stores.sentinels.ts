import type { RemoteStoresEnv } from './remote-stores.env.js';
import { hostAndPort, isLoopback } from './remote-stores.addresses.js';
import { usesTls } from './remote-stores.tls.js';

const OWN = ['REDIS_SENTINEL_USERNAME', 'REDIS_SENTINEL_PASSWORD'] as const;

/** How the Sentinels are asked. `tls-first`: in plain text only where they speak no TLS, and no password is sent to them. */
export type SentinelWay = 'plain' | 'tls' | 'tls-first';

export function sentinelWay(environment: RemoteStoresEnv): SentinelWay {
  const { REDIS_SENTINEL_TLS, REDIS_SENTINEL_PASSWORD } = environment;
  if (REDIS_SENTINEL_TLS !== 'auto') return REDIS_SENTINEL_TLS === 'on' ? 'tls' : 'plain';
  if (!usesTls(environment)) return 'plain';
  return REDIS_SENTINEL_PASSWORD === undefined ? 'tls-first' : 'tls';
}

/** Settings of Sentinels that contradict each other, or would tell a secret to whoever listens. */
export function sentinelProblems(environment: RemoteStoresEnv): { variable: string; message: string }[] {
  const { REDIS_SENTINELS, REDIS_SENTINEL_TLS, REDIS_SENTINEL_USERNAME, REDIS_SENTINEL_PASSWORD } =
    environment;
  if (REDIS_SENTINELS.length === 0) return [];
  if (REDIS_SENTINEL_USERNAME && !REDIS_SENTINEL_PASSWORD)
    return [
      {
        variable: 'REDIS_SENTINEL_PASSWORD',
        message: 'is not set beside REDIS_SENTINEL_USERNAME. Set both, or none.',
      },
    ];
  if (REDIS_SENTINEL_TLS === 'on' && !usesTls(environment))
    return [{ variable: 'REDIS_SENTINEL_TLS', message: ON_ALONE }];
  const isTold = REDIS_SENTINEL_TLS === 'off' && REDIS_SENTINEL_PASSWORD && usesTls(environment);
  if (!isTold || REDIS_SENTINELS.every((text) => isLoopback(hostAndPort(text)!.host))) return [];
  return [{ variable: 'REDIS_SENTINEL_TLS', message: OFF_WITH_PASSWORD }];
}

const ON_ALONE =
  'is on, but connections to Redis itself are not encrypted. Set REDIS_TLS=on (certificates that this system trusts) or REDIS_TLS_CA too.';
const OFF_WITH_PASSWORD =
  'is off, so REDIS_SENTINEL_PASSWORD would be sent in plain text to another machine. Set it to auto or on, or unset the password.';

/** What is legal and perhaps not meant. */
export function sentinelWarnings(environment: RemoteStoresEnv): string[] {
  const { REDIS_SENTINELS, REDIS_SENTINEL_TLS } = environment;
  if (REDIS_SENTINELS.length === 0) {
    const idle = [
      ...OWN.filter((name) => environment[name]),
      ...(REDIS_SENTINEL_TLS === 'auto' ? [] : ['REDIS_SENTINEL_TLS']),
    ];
    return idle.map((name) => `${name} is set, but does nothing without REDIS_SENTINELS.`);
  }
  if (REDIS_SENTINEL_TLS !== 'off' || !usesTls(environment)) return [];
  return [
    'REDIS_SENTINEL_TLS=off: Sentinels are asked in plain text. Whoever is in between can name another master, but not one with a certificate that is trusted.',
  ];
}
