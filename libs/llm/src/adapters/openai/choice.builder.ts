import { isObject, type JsonObject } from '../../json.js';
import { GrowingObject } from './growing.object.js';
import { OpenAiMessage } from './message.builder.js';

/** One choice of a completion, put together from its part of each chunk. */
export class OpenAiChoice {
  private readonly built = new OpenAiMessage();
  private readonly facts = new GrowingObject({ finish_reason: null });

  constructor(private readonly index: number) {}

  /** Gives back the text that the chunk adds to this choice. */
  add({ delta, ...facts }: JsonObject): string {
    this.facts.add(facts);
    return isObject(delta) ? this.built.add(delta) : '';
  }

  /** Why it ended has been told. */
  get isFinished(): boolean {
    const reason = this.facts.get('finish_reason');
    return typeof reason === 'string' && reason !== '';
  }

  get choice(): JsonObject {
    return { ...this.facts.object, index: this.index, message: this.built.message };
  }
}
