import { ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { MayBeAbsent } from '../contract/may-be-absent.decorator.js';
import { NAMESPACE, NAMESPACE_MESSAGE } from '../contract/namespace.js';

/** The query parameters of `GET /api/v1/stats`. */
export class StatsQuery {
  @ApiPropertyOptional({
    pattern: NAMESPACE.source,
    description: 'This namespace alone. Absent = all of them.',
  })
  @MayBeAbsent()
  @Matches(NAMESPACE, { message: NAMESPACE_MESSAGE })
  namespace?: string;
}
