import { AccessEnv } from '@app/access';
import { CacheEnv } from '@app/cache';
import { EmbeddingEnv } from '@app/embedding';
import { LlmEnv } from '@app/llm';
import { QueryEnv } from '@app/query';
import { IntersectionType } from '@nestjs/swagger';
import { fieldsOf } from '../contract/rules.js';
import { TracingEnv } from './tracing.env.js';
import { ServiceEnv } from './service.env.js';

/** Every part's fragment; a variable means the same wherever it appears. */
export const FRAGMENTS = [
  ServiceEnv,
  AccessEnv,
  TracingEnv,
  CacheEnv,
  EmbeddingEnv,
  LlmEnv,
  QueryEnv,
] as const;

/** What this process was told at start: typed, validated, read once. Its fields are named as the variables. */
export class Environment extends IntersectionType(...FRAGMENTS) {}

/** Every variable that means something here. */
export const VARIABLES: ReadonlySet<string> = new Set(
  FRAGMENTS.flatMap((fragment) => [...fieldsOf(fragment)]),
);
