import { WireFormats } from '@app/llm';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { completeDocument } from './complete-document.js';
import { errorList } from './error.list.js';

const DESCRIPTION = [
  'RAGCache answers questions from memory when it safely can, and asks the model when it cannot.',
  'Every response has `X-Request-Id`; answers say where they came from in `Cache-Status` and `X-Cache-*`.',
  "Errors are `application/problem+json` with a stable `code`; on `/v1/*` they have the provider's own shape.",
  'A method that a path does not have is answered with 405 and `Allow`, a path that does not exist with 404.',
].join('\n');

const TAGS = {
  questions: 'Ask, and be answered from memory when that is safe.',
  'drop-in': "The providers' own APIs: change a client's base URL and key, nothing else.",
  memory: 'What is remembered: look at it, count it, forget it.',
  keys: 'Who may ask, and how much: make keys, list them, revoke them.',
  health: 'For probes; no key is needed.',
  operations: 'For those who run it.',
};

/** The OpenAPI 3.1 document of every route. */
export function apiDocument(app: NestFastifyApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, description(), { operationIdFactory: operationIdOf });
  return completeDocument(document, app.get(WireFormats, { strict: false }));
}

function description(): Omit<OpenAPIObject, 'paths'> {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('RAGCache')
    .setDescription(`${DESCRIPTION}\n\n${errorList()}`)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key.' }, 'bearer')
    .addApiKey(
      {
        type: 'apiKey',
        in: 'header',
        name: 'X-API-Key',
        description: 'The same; `api-key` and `x-goog-api-key` are read as well.',
      },
      'api-key',
    )
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('api-key');
  for (const [name, text] of Object.entries(TAGS)) builder.addTag(name, text);
  return builder.build();
}

/** `EntriesController.find` is `entriesFind`. */
function operationIdOf(controller: string, method: string): string {
  const subject = controller.replace(/Controller$/, '');
  return `${subject[0]!.toLowerCase()}${subject.slice(1)}${method[0]!.toUpperCase()}${method.slice(1)}`;
}
