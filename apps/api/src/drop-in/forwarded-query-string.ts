import { Injectable } from '@nestjs/common';
import { Authenticator } from '../auth/authenticator.js';

/** Parameters that always hold a credential. The names have no upper case, `-` or `_`. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  'apikey',
  'xapikey',
  'xgoogapikey',
  'accesstoken',
  'subscriptionkey',
  'authorization',
]);

/**
 * Splits a value at characters that no key of ours contains. A key may follow a word (`Bearer`), or stand in quotes, JSON or a
 * path.
 */
const AROUND_KEYS = /[^\w.~-]+/;

/** The part of a caller's query string that goes upstream. */
@Injectable()
export class ForwardedQueryString {
  constructor(private readonly authenticator: Authenticator) {}

  /**
   * The caller's bytes without credentials: the logs of the upstream must not hold our callers' keys.
   * @returns empty, or with its question mark.
   */
  of(url: string): string {
    const at = url.indexOf('?');
    if (at < 0) return '';
    const parameters = url.slice(at + 1).split('&');
    const passed = parameters.filter((parameter) => !this.isCredential(parameter));
    if (passed.length === parameters.length) return url.slice(at);
    return passed.length > 0 ? `?${passed.join('&')}` : '';
  }

  private isCredential(parameter: string): boolean {
    const [name, value] = decoded(parameter);
    const words = [name, ...value.split(AROUND_KEYS)];
    return CREDENTIALS.has(bare(name)) || words.some((word) => this.authenticator.isKey(word));
  }
}

/** Decodes a parameter as a form does. */
function decoded(parameter: string): readonly [string, string] {
  const [first] = new URLSearchParams(parameter);
  return first ?? ['', ''];
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}
