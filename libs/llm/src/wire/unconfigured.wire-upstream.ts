import type { ProviderName } from '@app/core';
import { notConfigured } from '../not-configured.js';
import type { Upstream } from '../upstream.table.js';
import { WireUpstream } from './wire-upstream.port.js';

/** Stands where an upstream would be if it had a key; every call fails naming the variable. */
export class UnconfiguredWireUpstream extends WireUpstream {
  constructor(private readonly upstream: Upstream) {
    super();
  }

  get name(): ProviderName {
    return this.upstream.name;
  }

  send(): Promise<never> {
    return Promise.reject(notConfigured(this.upstream));
  }
}
