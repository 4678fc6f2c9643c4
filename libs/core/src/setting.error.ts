/**
 * Something that an operator set is wrong and stops the start. The message names the variable and the cure, never a secret;
 * it is all that an operator needs, so that no stack is shown.
 */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}
