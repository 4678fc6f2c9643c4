import { KeyRecogniser } from '@app/access';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import type { Environment } from '../environment/environment.js';
import { Admission } from '../limits/admission.js';
import { LimitsGuard } from '../limits/limits.guard.js';
import { ApiKeyGuard } from './api-key.guard.js';
import { Authenticator } from './authenticator.js';
import { Identification } from './identification.js';
import { RouteProtectionCheck } from './route-protection.check.js';
import { ScopeGuard } from './scope.guard.js';

/** What the guard asks and tells. */
export interface AuthImports {
  /** Knows the stored keys, and what keys may use. */
  readonly access: DynamicModule;
  /** Is told of denied administration. */
  readonly audit: DynamicModule;
}

/** They are asked in this order. */
const GUARDS = [ApiKeyGuard, LimitsGuard, ScopeGuard];

/** Who may do what, and how much: global guards, deny by default. */
@Module({})
export class AuthModule {
  static register({ API_KEYS }: Environment, { access, audit }: AuthImports): DynamicModule {
    return {
      module: AuthModule,
      imports: [DiscoveryModule, access, audit],
      providers: [
        {
          provide: Authenticator,
          inject: [KeyRecogniser],
          useFactory: (stored: KeyRecogniser) => Authenticator.from(API_KEYS, stored),
        },
        ...[Identification, Admission],
        ...GUARDS.map((guard) => ({ provide: APP_GUARD, useClass: guard })),
        RouteProtectionCheck,
      ],
      exports: [Authenticator],
    };
  }
}
