const text = { type: 'string' } as const;
const objects = { type: 'array', items: { type: 'object' } } as const;
const count = { type: 'integer', minimum: 0 } as const;

/** What a script may be, as JSON Schema. */
export const SCRIPT_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    text,
    reasoning: text,
    refusal: text,
    toolCalls: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'arguments'],
        properties: { name: text, arguments: { anyOf: [text, { type: 'object' }] } },
      },
    },
    citations: objects,
    stopSequence: text,
    sealedBlocks: objects,
    afterword: text,
    cachedTokens: count,
    cacheWriteTokens: count,
    wordsPerDelta: { type: 'integer', minimum: 1 },
  },
} as const;
