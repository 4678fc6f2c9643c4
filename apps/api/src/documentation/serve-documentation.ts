import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { apiDocument } from './api-document.js';
import { DOCUMENTATION_PAGE } from './documentation.page.js';

/**
 * Serves the document at `/docs-json` and an interactive page at `/docs`. Browsers that open `/` are redirected to the page. For
 * development only.
 */
export function serveDocumentation(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', (route) => {
    if (route.url.startsWith('/docs')) route.onRequest = relaxPolicy;
    if (route.url === '/') route.onRequest = sendBrowsersToPage;
  });
  SwaggerModule.setup('docs', app, () => apiDocument(app), DOCUMENTATION_PAGE);
}

/** Redirects browsers only: other clients get the response of `/`. */
function sendBrowsersToPage({ headers }: FastifyRequest, reply: FastifyReply, done: () => void): void {
  if (headers.accept?.includes('text/html')) reply.redirect('/docs', 302);
  else done();
}

/** The page loads scripts and styles, which the policy of all other responses forbids. */
function relaxPolicy(_request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  reply.header('content-security-policy', DOCUMENTATION_POLICY);
  done();
}

const DOCUMENTATION_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";
