import { isObject, objectOf, type JsonObject } from '../../json.js';
import { OpenAiChoice } from './choice.builder.js';

/** Members of a chunk that a whole answer has in another shape or not at all. `obfuscation` is padding. */
const NOT_FACTS = new Set(['choices', 'usage', 'obfuscation']);

/** Builds a `chat.completion` from its chunks. */
export class OpenAiCompletion {
  private readonly choices = new Map<number, OpenAiChoice>();
  private readonly facts = new Map<string, unknown>();

  /** Returns the text that the chunk adds to the first choice. The usage comes in a chunk of its own, without choices. */
  add(chunk: JsonObject): string {
    this.note(chunk);
    if (isObject(chunk['usage'])) this.facts.set('usage', chunk['usage']);
    const choices = Array.isArray(chunk['choices']) ? (chunk['choices'] as unknown[]) : [];
    return choices.map((choice) => this.choice(objectOf(choice, 'choices[]'))).join('');
  }

  /** Whether at least this many choices have come, and all are finished. */
  isFinished(choices: number): boolean {
    const known = [...this.choices.values()];
    return known.length >= choices && known.every(({ isFinished }) => isFinished);
  }

  get completion(): JsonObject {
    const byIndex = [...this.choices].sort(([one], [other]) => one - other);
    const choices = byIndex.map(([, { choice }]) => choice);
    return { ...Object.fromEntries(this.facts), object: 'chat.completion', choices };
  }

  /** Azure's chunks about filters have empty ids, models and times. They only add members, and replace none. */
  private note(chunk: JsonObject): void {
    for (const name of Object.keys(chunk)) {
      const isNews = chunk['id'] !== '' || !this.facts.has(name);
      if (isNews && !NOT_FACTS.has(name)) this.facts.set(name, chunk[name]);
    }
  }

  private choice(piece: JsonObject): string {
    const index = typeof piece['index'] === 'number' ? piece['index'] : 0;
    const choice = this.choices.get(index) ?? new OpenAiChoice(index);
    this.choices.set(index, choice);
    const text = choice.add(piece);
    return index === 0 ? text : '';
  }
}
