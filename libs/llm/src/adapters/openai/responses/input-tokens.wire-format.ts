import type { JsonObject } from '../../../json.js';
import { TokenCountFormat } from '../../../wire/token-count.format.js';
import { refersToKept } from './responses.tiers.js';
import { ResponsesWireFormat } from './responses.wire-format.js';

/** The tokens of a Responses request. */
export class InputTokensWireFormat extends TokenCountFormat {
  readonly name = 'input-tokens';
  readonly provider = 'openai';
  readonly path = '/responses/input_tokens';
  readonly modelsPath = '/models';

  constructor() {
    super(new ResponsesWireFormat());
  }

  protected isStateful(body: JsonObject): boolean {
    return refersToKept(body);
  }
}
