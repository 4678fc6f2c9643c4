import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { HeaderObject, ReferenceObject, ResponseObject } from '@nestjs/swagger';
import type { Operation } from '../src/documentation/operations.js';
import type { ApiDocument } from './api-document.js';

export type Response = Awaited<ReturnType<NestFastifyApplication['inject']>>;

/** What carries a response rather than belongs to it; `Content-Type` is documented as the media type. */
const OF_TRANSPORT = [
  'content-type',
  'content-length',
  'connection',
  'date',
  'keep-alive',
  'transfer-encoding',
];
/** Providers have more rate limits than are listed. */
const OF_PROVIDERS = /^(x|anthropic)-ratelimit-/;

/** Holds responses against the API document. */
export class DocumentedResponses {
  constructor(private readonly api: ApiDocument) {}

  /** What a response has that the document doesn't tell of, or lacks; empty = it is as documented. */
  faultsOf(operation: Operation, response: Response): string[] {
    const status = [String(response.statusCode), `${Math.floor(response.statusCode / 100)}XX`].find(
      (key) => key in operation.documented.responses,
    );
    if (!status) return [`status ${response.statusCode} is not documented`];
    const documented = operation.documented.responses[status] as ResponseObject;
    const place = ['paths', operation.path, operation.method, 'responses', status];
    return [...this.headerFaults(documented, response), ...this.bodyFaults(documented, place, response)];
  }

  private headerFaults({ headers = {} }: ResponseObject, response: Response): string[] {
    const known = new Map(Object.entries(headers).map(([name, one]) => [name.toLowerCase(), one]));
    const strangers = Object.keys(response.headers).filter(
      (name) => !known.has(name) && !OF_TRANSPORT.includes(name) && !OF_PROVIDERS.test(name),
    );
    return [
      ...strangers.map((name) => `header ${name} is not documented`),
      ...[...known].flatMap(([name, one]) =>
        this.valueFaults(one as ReferenceObject, response.headers[name]).map(
          (fault) => `header ${name} ${fault}`,
        ),
      ),
    ];
  }

  private valueFaults({ $ref }: ReferenceObject, value: unknown): string[] {
    const component = $ref.split('/').at(-1)!;
    const { required, schema } = this.api.document.components!.headers![component] as HeaderObject;
    if (value === undefined) return required ? ['is missing'] : [];
    const type = (schema as { type: string }).type;
    const read = type === 'integer' || type === 'number' ? Number(value) : value;
    return this.api.faultsAt(['components', 'headers', component, 'schema'], read);
  }

  private bodyFaults(
    { content }: ResponseObject,
    place: readonly string[],
    { headers, body }: Response,
  ): string[] {
    // Only a socket leaves the body of a response to HEAD out.
    if (place.includes('head')) return [];
    if (!content) return body === '' ? [] : ['has a body'];
    const type = String(headers['content-type']).split(';')[0]!;
    if (!content[type]) return [`content type ${type} is not documented`];
    if (!content[type].schema) return [];
    const read: unknown = type.endsWith('json') ? JSON.parse(body) : body;
    return this.api.faultsAt([...place, 'content', type, 'schema'], read);
  }
}
