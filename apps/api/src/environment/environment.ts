import { AccessEnv } from '@app/access';
import { CacheEnv } from '@app/cache';
import { EmbeddingEnv } from '@app/embedding';
import { LlmEnv } from '@app/llm';
import { QueryEnv } from '@app/query';
import { IntersectionType } from '@nestjs/swagger';
import { fieldsOf } from '../contract/rules.js';
import { TracingEnv } from './tracing.env.js';
import { ServiceEnv } from './service.env.js';

/** The fragments of all parts. A variable that stands in two of them means the same. */
export const FRAGMENTS = [
  ServiceEnv,
  AccessEnv,
  TracingEnv,
  CacheEnv,
  EmbeddingEnv,
  LlmEnv,
  QueryEnv,
] as const;

/** The settings of this process: typed, validated and read once. The fields have the names of the variables. */
export class Environment extends IntersectionType(...FRAGMENTS) {}

/** The names of all known variables. */
export const VARIABLES: ReadonlySet<string> = new Set(
  FRAGMENTS.flatMap((fragment) => [...fieldsOf(fragment)]),
);
