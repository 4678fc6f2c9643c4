import { SCOPES, type Principal } from '@app/access';
import { Signals, SilentSignals } from '@app/core';
import type { CanActivate, Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { RequestAuthenticator } from '../../apps/api/src/auth/request.authenticator.js';
import { BodyInterceptors } from '../../apps/api/src/request/body.interceptors.js';
import { Admission } from '../../apps/api/src/limits/admission.js';
import { Observation } from '../../apps/api/src/request/observation.js';
import { RequestRecorder } from '../../apps/api/src/observability/request.recorder.js';
import type { Replacements } from './replace-providers.js';

/** What a service can be measured without. */
export const PARTS = ['guard', 'signals'] as const;
export type Part = (typeof PARTS)[number];

/** Lets everyone in as one and the same. */
class AnonymousAuthenticator implements Pick<RequestAuthenticator, 'authenticate'> {
  private readonly anyone: Principal = { tenant: 'bench', keyId: 'none', scopes: new Set(SCOPES) };

  authenticate(request: FastifyRequest): undefined {
    request.principal = this.anyone;
  }
}

const UNLIMITED: Pick<Admission, 'admit'> = { admit: () => undefined };
const OPEN_GUARD: CanActivate = { canActivate: () => true };

/** Keeps what handlers need to know of a request, and tells nobody: no line, no metric. */
class SilentRecorder implements Pick<RequestRecorder, 'arrived' | 'answered' | 'abandoned' | 'broken'> {
  arrived(request: FastifyRequest): void {
    request.observation = new Observation();
  }

  answered(): void {}
  abandoned(): void {}
  broken(): void {}
}

const STAND_INS: Readonly<Record<Part, readonly Provider[]>> = {
  guard: [
    { provide: RequestAuthenticator, useClass: AnonymousAuthenticator },
    { provide: Admission, useValue: UNLIMITED },
    { provide: APP_GUARD, useValue: OPEN_GUARD },
  ],
  signals: [
    { provide: RequestRecorder, useClass: SilentRecorder },
    { provide: BodyInterceptors, useValue: new BodyInterceptors([]) },
    { provide: Signals, useClass: SilentSignals },
  ],
};

/** What stands in for the parts of the service. */
export function standInsFor(parts: readonly Part[]): Replacements {
  const standIns = parts.flatMap((part) => STAND_INS[part]);
  return new Map(standIns.map((one) => [typeof one === 'function' ? one : one.provide, one]));
}
