import { ApiProperty } from '@nestjs/swagger';

export class LiveResponse {
  @ApiProperty({ enum: ['alive'] })
  status!: 'alive';
}

export class ReadyResponse {
  @ApiProperty({ enum: ['starting', 'ready', 'draining'], example: 'ready' })
  status!: 'starting' | 'ready' | 'draining';
}

export class HealthResponse {
  @ApiProperty({ enum: ['ok', 'degraded'] })
  status!: 'ok' | 'degraded';

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', enum: ['up', 'down'] },
    example: { entries: 'up', vectors: 'up', registry: 'up', stats: 'up', embedder: 'up' },
  })
  parts!: Readonly<Record<string, 'up' | 'down'>>;

  @ApiProperty({
    required: false,
    type: [String],
    description: 'What is wrong although every part answers; absent when nothing is.',
    example: ['Replicas on this Redis seal entries with different secrets'],
  })
  problems?: readonly string[];
}
