import type { LlmRequest, ReachableUpstream } from '@app/llm';
import type { QueryCommand } from '../query-command.js';
import { PROMPT_TEMPLATE_VERSION } from './prompt.template.js';

/** Everything besides the question that shapes an answer, with defaults filled in: a default and the same explicit value are identical. */
export function profileOf(
  { context = [] }: QueryCommand,
  { name: provider, query }: Pick<ReachableUpstream, 'name' | 'query'>,
  { model, system, maxTokens, temperature }: LlmRequest,
): Record<string, unknown> {
  return {
    template: PROMPT_TEMPLATE_VERSION,
    provider,
    model,
    system,
    max_tokens: maxTokens,
    temperature,
    context: context.map(({ id, version, text }) => ({ id, version, text })),
    ...(Object.keys(query).length > 0 && { query }),
  };
}
