import type { IncomingHttpHeaders } from 'node:http';
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

/** The parts of a caller's request that go upstream: the logs of the upstream must not hold our callers' keys. */
@Injectable()
export class ForwardedParts {
  constructor(private readonly authenticator: Authenticator) {}

  /**
   * The query string byte for byte, without credentials.
   * @returns empty, or with its question mark.
   */
  search(url: string): string {
    const at = url.indexOf('?');
    if (at < 0) return '';
    const parameters = url.slice(at + 1).split('&');
    const passed = parameters.filter((parameter) => !this.isCredential(parameter));
    if (passed.length === parameters.length) return url.slice(at);
    return passed.length > 0 ? `?${passed.join('&')}` : '';
  }

  /** The headers without those that hold a key of ours, whatever their name. */
  headers(headers: IncomingHttpHeaders): IncomingHttpHeaders {
    const passed = Object.entries(headers).filter(([, value]) => !this.holdsKey(String(value)));
    return Object.fromEntries(passed);
  }

  private isCredential(parameter: string): boolean {
    const [name, value] = decoded(parameter);
    return CREDENTIALS.has(bare(name)) || this.authenticator.isKey(name) || this.holdsKey(value);
  }

  /** Whether a text holds a key of ours, such as one that was pasted into a path. */
  holdsKey(text: string): boolean {
    return text.split(AROUND_KEYS).some((word) => this.authenticator.isKey(word));
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
