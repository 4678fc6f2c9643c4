import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { anthropicError } from './anthropic/anthropic.errors.js';
import { isAnthropicCall } from './anthropic/anthropic.headers.js';
import { messages } from './anthropic/messages.js';
import type { BehaviourSwitch } from './behaviour.js';
import type { CallRecorder } from './calls.js';
import { Delivery, type WireAnswer } from './delivery.js';
import { readJsonBodies } from './json-body.js';
import { Mint } from './mint.js';
import { models } from './models.js';
import { chatCompletions } from './openai/chat-completions.js';
import { embeddings } from './openai/embeddings.js';
import { openAiError } from './openai/openai.errors.js';
import { countTokens } from './anthropic/count-tokens.js';
import { inputTokens } from './openai/input-tokens.js';
import { responses } from './openai/responses.js';
import type { RequestBody, WireError, WireFormat } from './wire-format.js';

const FORMATS: readonly WireFormat[] = [
  ...[chatCompletions, responses, inputTokens, embeddings],
  ...[messages, countTokens, models],
];

interface Tools {
  readonly calls: CallRecorder;
  readonly behaviour: BehaviourSwitch;
}

/** The providers' routes. Whatever goes wrong on them is said in the provider's own words. */
export async function addWireRoutes(server: FastifyInstance, tools: Tools): Promise<void> {
  await server.register(async (wire) => {
    readJsonBodies(wire);
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
  const { method, path: url } = format;
  server.route({
    ...{ method, url },
    handler: async (request, reply) => {
      const { headers, body, rawBody } = request;
      calls.begin({ path: url, url: request.url, headers, body, rawBody });
      const current = behaviour.next();
      await new Delivery(reply, current, calls).send(answerOf(format, request, current));
    },
  });
}

function answerOf(
  format: WireFormat,
  request: FastifyRequest,
  { status, retryAfter, ...behaviour }: ReturnType<BehaviourSwitch['next']>,
): WireAnswer {
  const refusal = format.refusal(request);
  if (refusal) return refusal;
  if (status !== undefined)
    return errorOf(request)({ status, retryAfter, message: `[simulated] An error with status ${status}.` });
  const { headers, body } = request;
  return format.answer({ headers, body: body as RequestBody, behaviour, mint: new Mint(behaviour.seed) });
}

function errorOf({ url, headers }: FastifyRequest): WireError {
  return url.startsWith(messages.path) || isAnthropicCall(headers) ? anthropicError : openAiError;
}

function send(reply: FastifyReply, { status, headers, frames }: WireAnswer): FastifyReply {
  return reply.code(status).headers(headers).send(frames.join(''));
}
