import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { anthropicError } from './anthropic/anthropic.errors.js';
import { messages } from './anthropic/messages.js';
import type { BehaviourSwitch } from './behaviour.js';
import type { CallRecorder } from './calls.js';
import { Delivery, type WireAnswer } from './delivery.js';
import { chatCompletions } from './openai/chat-completions.js';
import { embeddings } from './openai/embeddings.js';
import { openAiError } from './openai/openai.errors.js';
import type { RequestBody, WireError, WireFormat } from './wire-format.js';

const FORMATS: readonly WireFormat[] = [chatCompletions, embeddings, messages];

interface Tools {
  readonly calls: CallRecorder;
  readonly behaviour: BehaviourSwitch;
}

/** The providers' routes. Whatever goes wrong on them is said in the provider's own words. */
export async function addWireRoutes(server: FastifyInstance, tools: Tools): Promise<void> {
  await server.register(async (wire) => {
    wire.removeContentTypeParser('text/plain');
    wire.setErrorHandler((error: FastifyError, request, reply) => {
      const { statusCode: status = 500, message } = error;
      return send(reply, errorOf(request)({ status, message }));
    });
    FORMATS.forEach((format) => addRoute(wire, format, tools));
  });
  server.setNotFoundHandler((request, reply) => {
    const message = `Invalid URL (${request.method} ${request.url})`;
    return send(reply, errorOf(request)({ status: 404, message }));
  });
}

function addRoute(server: FastifyInstance, format: WireFormat, { calls, behaviour }: Tools): void {
  server.post(format.path, async (request: FastifyRequest, reply: FastifyReply) => {
    calls.begin({ path: format.path, headers: request.headers, body: request.body });
    const { status, retryAfter, ...current } = behaviour.next();
    const message = `[simulated] An error with status ${status}.`;
    const failure = status === undefined ? undefined : format.error({ status, message, retryAfter });
    const answer = format.refusal(request) ?? failure ?? format.answer(request.body as RequestBody, current);
    await new Delivery(reply, current, calls).send(answer);
  });
}

/** Clients of Anthropic are known by the header that all of them send. */
function errorOf({ url, headers }: FastifyRequest): WireError {
  const isAnthropic = url.startsWith(messages.path) || headers['anthropic-version'] !== undefined;
  return isAnthropic ? anthropicError : openAiError;
}

function send(reply: FastifyReply, { status, headers, frames }: WireAnswer): FastifyReply {
  return reply.code(status).headers(headers).send(frames.join(''));
}
