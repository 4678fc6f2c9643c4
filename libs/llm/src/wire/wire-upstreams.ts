import type { ProviderName } from '@app/core';
import type { WireUpstream } from './wire-upstream.port.js';

/** The upstreams by name, asked in their own wire formats. No breaker stands before them: the caller is told the upstream's truth. */
export class WireUpstreams {
  constructor(private readonly upstreams: Readonly<Record<ProviderName, WireUpstream>>) {}

  /** A provider without a key is there too; its calls reject with `provider_not_configured`. */
  get(name: ProviderName): WireUpstream {
    return this.upstreams[name];
  }
}
