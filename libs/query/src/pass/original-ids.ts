import type { AnswerIds } from '../answer-ids/answer-ids.js';
import type { RelayCommand } from './relay-command.js';

/**
 * The request with the provider's own ids in place of those of replayed answers: in its path, in its query, and in a body that was
 * read. @throws RagCacheError as `AnswerIds.resolved` does.
 */
export function withOriginalIds(command: RelayCommand, upstream: string, ids: AnswerIds): RelayCommand {
  const { tenant, path, search, body } = command;
  const resolved = (id: string) => ids.resolved(id, tenant, upstream);
  return {
    ...command,
    path: path.split('/').map(resolved).join('/'),
    search: search.replaceAll(/(?<==)[^&]+/g, resolved),
    ...(Buffer.isBuffer(body) && { body: ids.resolvedBody(body, tenant, upstream) }),
  };
}
