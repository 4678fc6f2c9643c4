import type { JsonObject } from '../../../json.js';
import { TokenCountFormat } from '../../../wire/token-count.format.js';
import { MessagesWireFormat } from './messages.wire-format.js';

/** The tokens of a Messages request. */
export class CountTokensWireFormat extends TokenCountFormat {
  readonly name = 'count-tokens';
  readonly provider = 'anthropic';
  readonly path = '/v1/messages/count_tokens';
  readonly modelsPath = '/v1/models';

  constructor() {
    super(new MessagesWireFormat());
  }

  /** A thread goes on at the provider. */
  protected isStateful({ thread }: JsonObject): boolean {
    return thread !== undefined && thread !== null;
  }
}
