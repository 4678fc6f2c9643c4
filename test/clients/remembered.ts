/** The routes that answer from memory. A `POST` of any other one is passed on each time. */
export const REMEMBERED: ReadonlySet<string> = new Set([
  '/v1/chat/completions',
  '/v1/embeddings',
  '/v1/messages',
  '/v1/messages/count_tokens',
  '/v1/responses',
  '/v1/responses/input_tokens',
]);
