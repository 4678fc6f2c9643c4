import { assembleAccess, keyStoreOf, type KeyAdministration } from '@app/access';
import { connectRedis } from '@app/cache';
import { SettingError, SilentSignals, type Clock } from '@app/core';
import type { Environment } from '../../environment/environment.js';

export interface OpenedKeys {
  readonly keys: KeyAdministration;
  close(): Promise<void>;
}

/** The key store that a service with this environment uses. @throws SettingError when a tool can't reach it. */
export async function openKeys(environment: Environment, clock: Clock): Promise<OpenedKeys> {
  const name = keyStoreOf(environment);
  if (!name)
    throw new SettingError('KEY_PEPPER is not set. Set it as the service has it: keys are hashed with it.');
  if (name === 'memory')
    throw new SettingError(
      'KEY_STORE=memory is inside the service. Use POST /api/v1/keys there, or set KEY_STORE=sqlite for both.',
    );
  const signals = new SilentSignals();
  const redis = name === 'redis' ? connectRedis(environment, signals) : undefined;
  await redis?.ready();
  const { administration, store } = await assembleAccess({ environment, clock, signals, redis });
  return { keys: administration, close: async () => store?.close() };
}
