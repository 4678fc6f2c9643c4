import { wireId } from '../wire-id.js';

/** Headers of every answer of OpenAI; the id is new each time. */
export function openAiHeaders(): Record<string, string> {
  return { 'x-request-id': wireId('req_'), 'openai-version': '2020-10-01' };
}
