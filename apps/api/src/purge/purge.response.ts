import type { NewPurge, PurgeReceipt } from '@app/cache';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const NUMBER = {
  type: 'integer',
  minimum: 1,
  example: 1_796_000_000_000,
  description: "The purge's number in its tenant: `GET /api/v1/purges/{number}` tells how far it has come.",
} as const;
const AT = { type: 'string', format: 'date-time', example: '2026-11-28T12:00:00.000Z' } as const;
const DONE = {
  example: true,
  description: 'Whether everything it named is deleted. It is obeyed before: no replica serves it.',
} as const;

/** The purge's number, on an answer that has no body to say it. */
export const PURGE_HEADER = 'X-Cache-Purge';

/** The description of status 202 for a purge. */
export const UNCONFIRMED =
  'Obeyed all the same, but no copy of the registry has confirmed it; see `warning`.';

/** The answer to `POST /api/v1/purge`. */
export class PurgeResponse {
  @ApiProperty({
    type: 'integer',
    minimum: 0,
    example: 42,
    description: 'Stored answers that were found and deleted so far.',
  })
  purged!: number;

  @ApiProperty({
    example: '01K4ZB3N8T8Q0W6J7V2M5C9XRD',
    description: 'The id of its record in the audit log.',
  })
  receipt!: string;

  @ApiProperty(NUMBER)
  number!: number;

  @ApiProperty(AT)
  at!: string;

  @ApiProperty(DONE)
  done!: boolean;

  @ApiPropertyOptional({
    example: 'No copy of the registry has confirmed this purge yet: if all is lost now, send it again.',
    description: 'Only with 202: the purge is obeyed, but no copy of the registry has confirmed it yet.',
  })
  warning?: string;
}

/** The members that a purge named. They combine with AND, tags with OR. None = everything of the tenant. */
export class PurgeNamed {
  @ApiPropertyOptional({ example: '01K4ZB3N8T8Q0W6J7V2M5C9XRD', description: 'One answer, by its id.' })
  entry?: string;

  @ApiPropertyOptional({ example: 'help-centre' })
  namespace?: string;

  @ApiPropertyOptional({ type: [String], example: ['faq'] })
  tags?: readonly string[];

  @ApiPropertyOptional({ example: 'gpt-4.1-mini', description: "The model's name as its provider has it." })
  model?: string;

  @ApiPropertyOptional({
    pattern: '^[0-9a-f]{64}$',
    example: 'f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2',
    description: 'SHA-256 of the question, in hexadecimal: its text is not kept.',
  })
  query_digest?: string;

  @ApiPropertyOptional({ example: '3f9a0c1d' })
  writer?: string;
}

/** The answer to `GET /api/v1/purges/{number}`. */
export class PurgeReceiptResponse {
  @ApiProperty(NUMBER)
  number!: number;

  @ApiProperty(AT)
  at!: string;

  @ApiProperty({ example: '3f9a0c1d', description: 'Id of the API key that asked for it.' })
  by!: string;

  @ApiProperty({ type: PurgeNamed })
  named!: PurgeNamed;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    example: 42,
    description: 'Stored answers that were deleted so far.',
  })
  purged!: number;

  @ApiProperty(DONE)
  done!: boolean;
}

const NOT_COPIED =
  'Every replica that reaches the registry obeys this purge. No copy of the registry has confirmed it yet: if its server is lost now together with all replicas, send it again.';

export function purgeResponse(purge: NewPurge, receipt: string): PurgeResponse {
  const { found: purged, number, at, isDone: done, isDurable } = purge;
  const response = { purged, receipt, number, at: new Date(at).toISOString(), done };
  return isDurable ? response : { ...response, warning: NOT_COPIED };
}

export function purgeReceipt({ number, at, by, named, found, isDone }: PurgeReceipt): PurgeReceiptResponse {
  const { id: entry, question: query_digest, ...rest } = named;
  const time = new Date(at).toISOString();
  return { number, at: time, by, named: { entry, ...rest, query_digest }, purged: found, done: isDone };
}
