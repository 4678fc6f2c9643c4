import { ERROR_CODES } from '@app/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class FieldErrorBody {
  @ApiProperty({ example: 'max_tokens', description: 'Dotted path; empty = the body as a whole.' })
  path!: string;

  @ApiProperty({ example: 'must not be greater than 4000' })
  message!: string;
}

/** The documented body of an error (RFC 9457). `problem.ts` makes the real one. */
export class ProblemBody {
  @ApiProperty({ pattern: '^urn:ragcache:problem:[a-z_]+$' })
  type!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ type: 'integer', minimum: 400, maximum: 599 })
  status!: number;

  @ApiProperty({ description: 'What to do about it. Of most failures with 5xx no more than the request id.' })
  detail!: string;

  @ApiProperty({ pattern: '^urn:ragcache:request:[A-Za-z0-9_-]{1,64}$' })
  instance!: string;

  @ApiProperty({ enum: ERROR_CODES, description: 'Stable: test for this.' })
  code!: string;

  @ApiProperty({ pattern: '^[A-Za-z0-9_-]{1,64}$' })
  request_id!: string;

  @ApiPropertyOptional({ type: [FieldErrorBody], minItems: 1, maxItems: 32 })
  errors?: FieldErrorBody[];
}

/** The body of an error for bytes that are not HTTP. */
export class BareProblemBody {
  @ApiProperty({ enum: ['about:blank'] })
  type!: string;

  @ApiProperty({ example: 'Bad Request' })
  title!: string;

  @ApiProperty({ type: 'integer', enum: [400, 408, 431] })
  status!: number;
}
