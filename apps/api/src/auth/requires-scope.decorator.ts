import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { KeyScope } from '@app/access';

export const REQUIRED_SCOPE = 'ragcache:required-scope';

/** Names the scope that a key needs for this route. A route without a scope is closed, unless `public-routes.ts` lists it. */
export const RequiresScope = (scope: KeyScope): CustomDecorator => SetMetadata(REQUIRED_SCOPE, scope);
