/**
 * An invalid setting, which stops the start. The message names the variable and the solution, never a secret. It is shown without a
 * stack trace, because the operator needs nothing else.
 */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}
