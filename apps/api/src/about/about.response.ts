import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** A short description of the service, without facts that help an attacker. */
export class AboutResponse {
  @ApiProperty({ enum: ['RAGCache'] })
  name!: 'RAGCache';

  @ApiProperty({ example: 'An answer cache for LLM and RAG traffic.' })
  description!: string;

  @ApiProperty({ example: '/docs', description: 'Where this API is described.' })
  documentation!: string;

  @ApiProperty({ enum: ['/health'] })
  health!: '/health';

  @ApiPropertyOptional({ example: '0.1.0', description: 'In development alone.' })
  version?: string;
}
