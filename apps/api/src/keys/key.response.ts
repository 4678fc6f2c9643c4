import { SCOPES, type IssuedKey, type KeyRecord, type KeyScope } from '@app/access';
import { ApiProperty } from '@nestjs/swagger';
import { KeyLimitsDto } from './key-limits.dto.js';

class KeyFacts {
  @ApiProperty({ example: '0K2m9XcQbT4vLw8Zr' })
  id!: string;

  @ApiProperty({ example: 'search' })
  tenant!: string;

  @ApiProperty({ enum: SCOPES, isArray: true, example: ['query', 'read'] })
  scopes!: KeyScope[];

  @ApiProperty({ format: 'date-time', example: '2026-03-01T12:00:00.000Z' })
  created_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2036-01-01T00:00:00.000Z' })
  expires_at!: string | null;

  @ApiProperty({ type: KeyLimitsDto })
  limits!: KeyLimitsDto;
}

export class IssuedKeyResponse extends KeyFacts {
  @ApiProperty({
    example: `rc_0K2m9XcQbT4vLw8Zr_${'…'.repeat(3)}`,
    description: 'The key itself. It is shown this once: only a digest of it is kept.',
  })
  key!: string;
}

export class KeyBody extends KeyFacts {
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'Since when it opens nothing.',
  })
  revoked_at!: string | null;
}

export class KeysResponse {
  @ApiProperty({ type: [KeyBody], description: 'Of all tenants, oldest first.' })
  keys!: KeyBody[];
}

export function issuedKeyResponse({ record, text }: IssuedKey): IssuedKeyResponse {
  return { ...factsOf(record), key: text };
}

export function keysResponse(records: readonly KeyRecord[]): KeysResponse {
  return { keys: records.map((record) => ({ ...factsOf(record), revoked_at: timeText(record.revokedAt) })) };
}

function factsOf({ id, tenant, scopes, createdAt, expiresAt, limits }: KeyRecord): KeyFacts {
  return {
    ...{ id, tenant, scopes: [...scopes], created_at: new Date(createdAt).toISOString() },
    ...{ expires_at: timeText(expiresAt), limits },
  };
}

function timeText(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}
