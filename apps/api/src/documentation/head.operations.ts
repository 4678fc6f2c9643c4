import type { OpenAPIObject, ResponseObject } from '@nestjs/swagger';

/** Adds HEAD to every GET operation: the same responses without their bodies. */
export function addHeadOperations({ paths }: OpenAPIObject): void {
  for (const item of Object.values(paths)) {
    if (!item.get) continue;
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
