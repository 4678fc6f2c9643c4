import { Injectable } from '@nestjs/common';
import { Authenticator } from '../auth/authenticator.js';

/** Parameters that hold a credential and nothing else, their names without case, `-` and `_`. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  'apikey',
  'xapikey',
  'xgoogapikey',
  'accesstoken',
  'subscriptionkey',
  'authorization',
]);

/** A key may stand behind a word (`Bearer`), in quotes, in JSON or in a path: whatever no key of ours has in it parts it from the rest. */
const AROUND_KEYS = /[^\w.~-]+/;

/** The part of a caller's query string that goes upstream. */
@Injectable()
export class ForwardedQueryString {
  constructor(private readonly authenticator: Authenticator) {}

  /**
   * Byte for byte, but without credentials: whoever has the upstream's logs would have our callers' keys.
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

/** Name and value as a form has them. */
function decoded(parameter: string): readonly [string, string] {
  const [first] = new URLSearchParams(parameter);
  return first ?? ['', ''];
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}
