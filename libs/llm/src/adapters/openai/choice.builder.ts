import { isObject, type JsonObject } from '../../json.js';
import { GrowingObject } from './growing.object.js';
import { OpenAiMessage } from './message.builder.js';

/** Builds one choice of a completion from its parts of the chunks. */
export class OpenAiChoice {
  private readonly built = new OpenAiMessage();
  private readonly facts = new GrowingObject({ finish_reason: null });

  constructor(private readonly index: number) {}

  /** Returns the text that the chunk adds to this choice. */
  add({ delta, ...facts }: JsonObject): string {
    this.facts.add(facts);
    return isObject(delta) ? this.built.add(delta) : '';
  }

  /** Whether the finish reason has come. */
  get isFinished(): boolean {
    const reason = this.facts.get('finish_reason');
    return typeof reason === 'string' && reason !== '';
  }

  get choice(): JsonObject {
    return { ...this.facts.object, index: this.index, message: this.built.message };
  }
}
