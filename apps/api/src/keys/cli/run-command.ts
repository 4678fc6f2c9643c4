import type { KeyAdministration } from '@app/access';
import { RagCacheError, type Clock } from '@app/core';
import type { KeysCommand } from './keys.command.js';
import { keysTable } from './keys.table.js';

/** The outputs of a tool: `result` for scripts, `note` for people. */
export interface Voice {
  result(text: string): void;
  note(text: string): void;
}

export async function runCommand(
  command: Exclude<KeysCommand, { name: 'help' }>,
  { keys, clock, voice }: { keys: KeyAdministration; clock: Clock; voice: Voice },
): Promise<void> {
  switch (command.name) {
    case 'create': {
      const { record, text } = await keys.issue(command.order);
      voice.note(
        `Key ${record.id} of tenant ${record.tenant}: ${record.scopes.join(', ')}. It is shown this once:`,
      );
      return voice.result(text);
    }
    case 'list':
      return voice.result(keysTable(await keys.list(), clock.now()));
    case 'revoke': {
      if (!(await keys.revoke(command.id)))
        throw new RagCacheError('not_found', `There is no key ${command.id}.`);
      return voice.note(`Key ${command.id} is revoked. Every replica obeys within 5 seconds.`);
    }
    default:
      return command satisfies never;
  }
}
