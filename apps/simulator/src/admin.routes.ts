import type { FastifyInstance } from 'fastify';
import type { Behaviour, BehaviourSwitch } from './behaviour.js';
import { BEHAVIOUR_SCHEMA } from './behaviour.schema.js';
import type { CallRecorder } from './calls.js';

/** `POST /__admin/behaviour` replaces the behaviour, `GET /__admin/calls` counts, `DELETE /__admin/calls` starts anew. */
export function addAdminRoutes(
  server: FastifyInstance,
  { calls, behaviour }: { calls: CallRecorder; behaviour: BehaviourSwitch },
): void {
  const schema = { body: BEHAVIOUR_SCHEMA };
  server.post<{ Body: Behaviour }>('/__admin/behaviour', { schema }, async ({ body }, reply) => {
    behaviour.set(body);
    return reply.code(204).send();
  });
  server.get('/__admin/calls', async () => calls.counts());
  server.delete('/__admin/calls', async (_, reply) => {
    calls.reset();
    return reply.code(204).send();
  });
}
