import type { OpenAPIObject, ResponseObject } from '@nestjs/swagger';
import { PUBLIC_ROUTES } from '../auth/public-routes.js';

/** Probes may ask with HEAD: the same responses without their bodies. */
export function addHeadOperations({ paths }: OpenAPIObject): void {
  for (const [path, item] of Object.entries(paths)) {
    if (!item.get || !PUBLIC_ROUTES.has(`HEAD ${path}`)) continue;
    const { operationId, summary, responses } = item.get;
    const bare = Object.entries(responses).map(([status, response]) => [
      status,
      { description: (response as ResponseObject).description },
    ]);
    item.head = {
      ...item.get,
      operationId: `${operationId}Head`,
      summary: `${summary}: the status alone`,
      responses: Object.fromEntries(bare) as Record<string, ResponseObject>,
    };
  }
}
