import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../problems/api-problems.decorator.js';
import { Environment } from '../environment/environment.js';
import { VERSION } from '../environment/version.js';
import { AboutResponse } from './about.response.js';

const ABOUT = {
  name: 'RAGCache',
  description:
    'An answer cache for LLM and RAG traffic: it answers repeated questions from memory, and asks the model otherwise.',
  health: '/health',
} as const;

/** In production the page is not served, and a version number would help an attacker. */
const IN_PRODUCTION: AboutResponse = {
  ...ABOUT,
  documentation:
    'docs/api.md in the repository of RAGCache; with NODE_ENV=development a service describes itself at /docs.',
};
const IN_DEVELOPMENT: AboutResponse = { ...ABOUT, documentation: '/docs', version: VERSION };

/** Answers `/` with the purpose of the service. Needs no key. */
@ApiTags('health')
@Controller()
export class AboutController {
  constructor(private readonly environment: Environment) {}

  @Get()
  @ApiOperation({
    summary: 'What this is, and where its documents are',
    description: 'In development browsers are sent to `/docs`.',
    security: [],
  })
  @ApiOkResponse({ type: AboutResponse, description: 'The service in a few words.' })
  @ApiProblems('open')
  about(): AboutResponse {
    return this.environment.NODE_ENV === 'development' ? IN_DEVELOPMENT : IN_PRODUCTION;
  }
}
