import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { addAdminRoutes } from './admin.routes.js';
import { messages } from './anthropic/messages.js';
import { type Behaviour, BehaviourSwitch } from './behaviour.js';
import { type CallCounts, CallRecorder } from './calls.js';
import { Delivery } from './delivery.js';
import { chatCompletions } from './openai/chat-completions.js';
import { embeddings } from './openai/embeddings.js';
import type { WireFormat } from './wire-format.js';

/** A running simulator. */
export interface Simulator {
  /** `http://host:port`; OpenAI's base URL is this with `/v1`, Anthropic's is this. */
  readonly url: string;
  /** Replaces the behaviour; `{}` = as well as it can. */
  behave(behaviour: Behaviour): void;
  calls(): CallCounts;
  close(): Promise<void>;
}

export interface SimulatorOptions {
  readonly host?: string;
  /** 0 = a free one. */
  readonly port?: number;
  readonly behaviour?: Behaviour;
}

const FORMATS: readonly WireFormat[] = [chatCompletions, embeddings, messages];
const BODY_LIMIT = 32 * 2 ** 20;

/** Stands in for OpenAI and Anthropic: wire-true, and as slow and faulty as it is told to be. */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const calls = new CallRecorder();
  const behaviour = new BehaviourSwitch();
  behaviour.set(options.behaviour ?? {});
  const ajv = { customOptions: { removeAdditional: false } };
  const server = Fastify({ ajv, bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  FORMATS.forEach((format) => addRoute(server, format, { calls, behaviour }));
  addAdminRoutes(server, { calls, behaviour });
  const url = await server.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  return {
    url,
    behave: (next) => behaviour.set(next),
    calls: () => calls.counts(),
    close: () => server.close(),
  };
}

interface Tools {
  readonly calls: CallRecorder;
  readonly behaviour: BehaviourSwitch;
}

function addRoute(server: FastifyInstance, format: WireFormat, { calls, behaviour }: Tools): void {
  server.post(format.path, async (request: FastifyRequest, reply: FastifyReply) => {
    calls.begin({ path: format.path, headers: request.headers, body: request.body });
    const current = behaviour.next();
    const refusal = format.refusal(request);
    const failure = current.status === undefined ? undefined : format.error(current.status, current);
    const answer = refusal ?? failure ?? format.answer(request.body as Record<string, unknown>, current);
    await new Delivery(reply, current, calls).send(answer);
  });
}
