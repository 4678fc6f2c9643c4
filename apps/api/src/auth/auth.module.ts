import { KeyRecogniser } from '@app/access';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import type { Environment } from '../environment/environment.js';
import { Admission } from '../limits/admission.js';
import { LimitsGuard } from '../limits/limits.guard.js';
import { ApiKeyGuard } from './api-key.guard.js';
import { Authenticator } from './authenticator.js';
import { RequestAuthenticator } from './request.authenticator.js';
import { RouteProtectionCheck } from './route-protection.check.js';
import { ScopeGuard } from './scope.guard.js';

/** The modules whose services the guards use. */
export interface AuthImports {
  /** Stored keys and limits. */
  readonly access: DynamicModule;
  /** The audit log, which notes refused requests for administration. */
  readonly audit: DynamicModule;
}

/** The global guards, in the order in which they run. */
const GUARDS = [ApiKeyGuard, LimitsGuard, ScopeGuard];

/** Authentication, limits and scopes as global guards. A route without a scope is denied. */
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
        ...[RequestAuthenticator, Admission],
        ...GUARDS.map((guard) => ({ provide: APP_GUARD, useClass: guard })),
        RouteProtectionCheck,
      ],
      exports: [Authenticator],
    };
  }
}
