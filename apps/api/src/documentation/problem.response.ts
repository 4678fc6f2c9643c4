import { ERROR_CODES } from '@app/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class FieldErrorBody {
  @ApiProperty({ example: 'max_tokens', description: 'Dotted path; empty = the body as a whole.' })
  path: string;

  @ApiProperty({ example: 'must not be greater than 4000' })
  message: string;
}

/** RFC 9457, for the document: the real thing is made in `http/problem.ts`. */
export class ProblemBody {
  @ApiProperty({ example: 'urn:ragcache:problem:validation_failed' })
  type: string;

  @ApiProperty({ example: 'The request is not valid' })
  title: string;

  @ApiProperty({ example: 400 })
  status: number;

  @ApiProperty({ example: "The request can't be understood. See errors for: max_tokens." })
  detail: string;

  @ApiProperty({ example: 'urn:ragcache:request:7f0c2f1e-6f0e-4a3e-9a55-0b8c1d2e3f40' })
  instance: string;

  @ApiProperty({ enum: ERROR_CODES, example: 'validation_failed', description: 'Stable: test for this.' })
  code: string;

  @ApiProperty({ example: '7f0c2f1e-6f0e-4a3e-9a55-0b8c1d2e3f40' })
  request_id: string;

  @ApiPropertyOptional({ type: [FieldErrorBody] })
  errors?: FieldErrorBody[];
}
