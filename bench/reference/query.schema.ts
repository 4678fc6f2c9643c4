/** The part of the query's contract that the benchmark's body uses, for the reference's own Ajv. */
export const querySchema = {
  type: 'object',
  required: ['query'],
  additionalProperties: false,
  properties: {
    query: { type: 'string', minLength: 1, maxLength: 10_000, pattern: '\\S' },
    provider: { enum: ['openai', 'anthropic'] },
    model: { type: 'string', minLength: 1, maxLength: 128 },
    max_tokens: { type: 'integer', minimum: 1, maximum: 4_000 },
    temperature: { type: 'number', minimum: 0, maximum: 2 },
    system: { type: 'string', maxLength: 100_000 },
    namespace: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,64}$' },
  },
} as const;

/** What the benchmark asks. */
export interface ReferenceQuery {
  readonly query: string;
  readonly system?: string;
  readonly model?: string;
  readonly max_tokens?: number;
  readonly temperature?: number;
}
