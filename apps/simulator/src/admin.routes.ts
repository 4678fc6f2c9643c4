import type { FastifyInstance } from 'fastify';
import { type Behaviour, type BehaviourSwitch, ENDINGS, STALLS } from './behaviour.js';
import type { CallRecorder } from './calls.js';

const amount = { type: 'number', minimum: 0 } as const;
const schema = {
  body: {
    type: 'object',
    additionalProperties: false,
    properties: {
      ...{
        latencyMs: amount,
        firstTokenMs: amount,
        tokensPerSecond: amount,
        retryAfter: amount,
        cutAfterBytes: amount,
      },
      status: { type: 'integer', minimum: 400, maximum: 599 },
      times: { type: 'integer', minimum: 0 },
      share: { type: 'number', minimum: 0, maximum: 1 },
      stall: { enum: STALLS },
      finish: { enum: ENDINGS },
    },
  },
} as const;

/** `POST /__admin/behaviour` replaces the behaviour, `GET /__admin/calls` counts, `DELETE /__admin/calls` starts anew. */
export function addAdminRoutes(
  server: FastifyInstance,
  tools: { calls: CallRecorder; behaviour: BehaviourSwitch },
): void {
  server.post<{ Body: Behaviour }>('/__admin/behaviour', { schema }, async ({ body }, reply) => {
    tools.behaviour.set(body);
    return reply.code(204).send();
  });
  server.get('/__admin/calls', async () => tools.calls.counts());
  server.delete('/__admin/calls', async (_, reply) => {
    tools.calls.reset();
    return reply.code(204).send();
  });
}
