export { assembleAccess, type Access, type AccessParts } from './access.assembly.js';
export { AccessEnv, keyServerOf, keyStoreOf, type AccessSettings } from './access.env.js';
export { AccessModule } from './access.module.js';
export { KeyAdministration, type IssuedKey } from './administration/key-administration.js';
export type { KeyOrder } from './administration/key-order.js';
export { LIMIT_NAMES, type KeyLimits, type LimitName } from './key-limits.js';
export { KeyStore } from './key-store.port.js';
export { isStoredKey, KEY_ID } from './key/api-key.js';
export { isInForce, type KeyRecord } from './key/key-record.js';
export { KeyRecogniser, NoStoredKeys } from './known/key-recogniser.js';
export type { Budget, Limit } from './limits/budget.js';
export { LimitReached, type LimitState } from './limits/limit-reached.js';
export type { LimitedAccount } from './limits/limited.account.js';
export { Limiter } from './limits/limiter.js';
export { RATES, unitsOf, type Rate } from './limits/rates.js';
export {
  DEFAULT_SCOPES,
  isScope,
  mayUse,
  SCOPES,
  TENANT,
  type KeyScope,
  type Principal,
} from './principal.js';
