import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import type { Environment } from '../environment/environment.js';
import { ApiKeyGuard } from './api-key.guard.js';
import { Authenticator } from './authenticator.js';
import { RouteProtectionCheck } from './route-protection.check.js';

/** Who may do what: one global guard, deny by default. */
@Module({})
export class AuthModule {
  /** @param audit is told of denied administration. */
  static register({ API_KEYS }: Environment, audit: DynamicModule): DynamicModule {
    return {
      module: AuthModule,
      imports: [DiscoveryModule, audit],
      providers: [
        { provide: Authenticator, useFactory: () => Authenticator.from(API_KEYS) },
        { provide: APP_GUARD, useClass: ApiKeyGuard },
        RouteProtectionCheck,
      ],
    };
  }
}
