import Fastify from 'fastify';
import { addAdminRoutes } from './admin.routes.js';
import { type Behaviour, BehaviourSwitch } from './behaviour.js';
import { type CallCounts, CallRecorder } from './calls.js';
import { addWireRoutes } from './wire.routes.js';

/** A running simulator. */
export interface Simulator {
  /** `http://host:port`; OpenAI's base URL is this with `/v1`, Anthropic's is this. */
  readonly url: string;
  /** Replaces the behaviour; `{}` = as well as it can. */
  behave(behaviour: Behaviour): void;
  calls(): CallCounts;
  /** Ends all connections, also those it keeps waiting. */
  close(): Promise<void>;
}

export interface SimulatorOptions {
  readonly host?: string;
  /** 0 = a free one. */
  readonly port?: number;
  readonly behaviour?: Behaviour;
}

const BODY_LIMIT = 32 * 2 ** 20;

/** Stands in for OpenAI and Anthropic: wire-true, and as slow and faulty as it is told to be. */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const calls = new CallRecorder();
  const behaviour = new BehaviourSwitch();
  behaviour.set(options.behaviour ?? {});
  const ajv = { customOptions: { removeAdditional: false } };
  const server = Fastify({ ajv, bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  await addWireRoutes(server, { calls, behaviour });
  addAdminRoutes(server, { calls, behaviour });
  const url = await server.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  return {
    url,
    behave: (next) => behaviour.set(next),
    calls: () => calls.counts(),
    close: () => server.close(),
  };
}
