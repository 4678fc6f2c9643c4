import { KeyRecogniser } from '@app/access';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import type { Environment } from '../environment/environment.js';
import { ApiKeyGuard } from './api-key.guard.js';
import { Authenticator } from './authenticator.js';
import { RouteProtectionCheck } from './route-protection.check.js';

/** Who may do what: one global guard, deny by default. */
@Module({})
export class AuthModule {
  /** @param access knows the stored keys. */
  static register({ API_KEYS }: Environment, access: DynamicModule): DynamicModule {
    return {
      module: AuthModule,
      imports: [DiscoveryModule, access],
      providers: [
        {
          provide: Authenticator,
          inject: [KeyRecogniser],
          useFactory: (stored: KeyRecogniser) => Authenticator.from(API_KEYS, stored),
        },
        { provide: APP_GUARD, useClass: ApiKeyGuard },
        RouteProtectionCheck,
      ],
    };
  }
}
