import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { KeyScope } from '@app/access';

export const REQUIRED_SCOPE = 'ragcache:required-scope';

/** The scope a key needs for this route. A route without one is open to nobody unless `public-routes.ts` lists it. */
export const RequiresScope = (scope: KeyScope): CustomDecorator => SetMetadata(REQUIRED_SCOPE, scope);
