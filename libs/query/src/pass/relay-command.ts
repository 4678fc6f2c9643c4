import type { Readable } from 'node:stream';
import type { Account } from '@app/core';
import type { WireName, WireResponse } from '@app/llm';

/** A request on a route of a provider that this service does not answer itself. */
export interface RelayCommand {
  /** From the API key and nothing else. */
  readonly tenant: string;
  /** Whether other tenants use the same account of the provider. */
  readonly isShared: boolean;
  readonly method: string;
  /** The path below `/v1`, as the caller spelled it: `/files/file-1`. */
  readonly path: string;
  /** The query string of the URL: empty, or with its question mark. It holds no credentials. */
  readonly search: string;
  /** A wire format of the provider that is asked. */
  readonly format: WireName;
  /** The caller's headers, names in lower case, without credentials. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The account that pays for the call; absent = nothing is limited or charged. */
  readonly account?: Account;
  /** Absent = there is none. */
  readonly body?: Buffer | Readable;
}

/** The provider's response. Its body has to be read to the end, or destroyed: until then it takes up room for a call. */
export interface RelayedResponse extends Omit<WireResponse, 'body'> {
  readonly body: Readable;
}
