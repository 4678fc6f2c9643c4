import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

const DESCRIPTION = [
  'RAGCache answers questions from memory when it safely can, and asks the model when it cannot.',
  'Every response has `X-Request-Id`; answers say where they came from in `Cache-Status` and `X-Cache-*`.',
  'Errors are `application/problem+json` with a stable `code`.',
].join(' ');

/** The OpenAPI document of every route. */
export function apiDocument(app: NestFastifyApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('RAGCache')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key.' }, 'bearer')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, 'api-key')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('api-key')
    .build();
  return SwaggerModule.createDocument(app, description);
}

/** Serves the document at `/docs-json` and a page to try it at `/docs`; `/` leads there. For development only. */
export function serveDocumentation(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', (route) => {
    if (route.url.startsWith('/docs')) route.onRequest = relaxPolicy;
  });
  SwaggerModule.setup('docs', app, () => apiDocument(app));
  fastify.get('/', (_request, reply) => reply.redirect('/docs', 302));
}

/** The page loads its own scripts and styles, which the standing policy forbids. */
function relaxPolicy(_request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  reply.header('content-security-policy', DOCUMENTATION_POLICY);
  done();
}

const DOCUMENTATION_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";
