import { WireFormats } from '@app/llm';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { VERSION } from '../environment/version.js';
import { completeDocument } from './complete-document.js';

/** Short, so that the first route is on the first screen of the page. */
const DESCRIPTION = [
  'RAGCache answers repeated questions from memory, by exact identity or by meaning, and asks the model otherwise.',
  '**Try it:** open `POST /api/v1/query`, press _Try it out_, and _Execute_ twice: the second answer has `X-Cache-Status: HIT`.',
  'If the service has API keys, press _Authorize_ first; in development without keys none is needed, and any text is taken for one.',
  'Errors have a stable `code`. Each route lists its own, and `docs/api.md` all of them.',
].join('\n');

const TAGS = {
  questions: 'Ask, and be answered from memory if it was asked before.',
  'drop-in': "The providers' own APIs: change a client's base URL and key, nothing else.",
  memory: 'What is remembered: look at it, count it, forget it.',
  keys: 'Who may ask, and how much: make keys, list them, revoke them.',
  health: 'For probes; no key is needed.',
  operations: 'For those who run it.',
};

/** The OpenAPI 3.1 document of every route. */
export function apiDocument(app: NestFastifyApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, description(), { operationIdFactory: operationIdOf });
  return completeDocument(document, app.get<WireFormats>(WireFormats, { strict: false }));
}

function description(): Omit<OpenAPIObject, 'paths'> {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('RAGCache')
    .setDescription(DESCRIPTION)
    .setVersion(VERSION)
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

/** Example: `EntriesController.find` becomes `entriesFind`. */
function operationIdOf(controller: string, method: string): string {
  const subject = controller.replace(/Controller$/, '');
  return `${subject[0]!.toLowerCase()}${subject.slice(1)}${method[0]!.toUpperCase()}${method.slice(1)}`;
}
