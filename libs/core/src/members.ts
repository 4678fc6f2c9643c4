import { SettingError } from './setting.error.js';

interface TextsRule<Text extends string> {
  readonly oneOf?: readonly Text[];
  readonly most?: number;
  /** UTF-16 units. */
  readonly longest?: number;
}

interface WholeRule {
  readonly least?: number;
  readonly most: number;
  /** Of what: `seconds`. */
  readonly unit: string;
}

/**
 * An object of an operator's file, whose members are read by name. Every error names the file, the position and the member, and never
 * a value, which may be a secret.
 */
export class Members {
  private constructor(
    private readonly members: Readonly<Record<string, unknown>>,
    private readonly file: string,
    private readonly where: string,
  ) {}

  /** @throws SettingError when it is no object, or has an unknown member. */
  static of(value: unknown, file: string, where: string, known: readonly string[]): Members {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    const members = new Members(isObject ? (value as Record<string, unknown>) : {}, file, where);
    if (!isObject) throw members.fault('', where ? 'must be an object' : 'must hold a JSON object');
    const stranger = Object.keys(members.members).find((name) => !known.includes(name));
    if (stranger !== undefined) throw members.fault(stranger, `is unknown; known are ${known.join(', ')}`);
    return members;
  }

  /** The same members under another name in messages. */
  called(where: string): Members {
    return new Members(this.members, this.file, where);
  }

  has(name: string): boolean {
    return this.members[name] !== undefined;
  }

  /** An object among the members; an absent one is empty. */
  object(name: string, known: readonly string[]): Members {
    return Members.of(this.members[name] ?? {}, this.file, `${this.where}: ${name}`, known);
  }

  list(name: string, most: number): readonly unknown[] {
    const value = this.members[name] ?? [];
    if (!Array.isArray(value) || value.length > most)
      throw this.fault(name, `must be a list of at most ${most}`);
    return value;
  }

  text(name: string, pattern: RegExp, rule: string): string {
    const value = this.members[name];
    if (typeof value !== 'string' || !pattern.test(value)) throw this.fault(name, rule);
    return value;
  }

  texts<Text extends string>(name: string, rule: TextsRule<Text> = {}): readonly Text[] {
    const { oneOf, most = 200, longest = 128 } = rule;
    const values = this.list(name, most);
    const isGood = (value: unknown) =>
      typeof value === 'string' && value.trim() !== '' && value.length <= longest && !/\p{Cc}/u.test(value);
    if ((this.has(name) && values.length === 0) || !values.every(isGood))
      throw this.fault(name, `must hold texts of 1 to ${longest} characters without control characters`);
    if (oneOf && !values.every((value) => oneOf.includes(value as Text)))
      throw this.fault(name, `must hold only ${oneOf.join(', ')}`);
    return values as Text[];
  }

  oneOf<Text extends string>(name: string, values: readonly Text[]): Text {
    const value = this.members[name] as Text;
    if (!values.includes(value)) throw this.fault(name, `must be one of ${values.join(', ')}`);
    return value;
  }

  whole(name: string, { least = 0, most, unit }: WholeRule): number {
    const value = this.members[name];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
      throw this.fault(name, `must be a whole number of ${unit} from ${least} to ${most}`);
    return value;
  }

  /** An object of texts with names of the operator's choice; numbers count as texts. An absent one is empty. */
  record(
    name: string,
    isGood: (name: string, text: string) => boolean,
    rule: string,
  ): Record<string, string> {
    const value = this.members[name] ?? {};
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.fault(name, 'must be an object of texts');
    const entries = Object.entries(value).map(([key, text]) => {
      const isText = typeof text === 'string' || typeof text === 'number';
      if (!isText || !isGood(key, String(text))) throw this.fault(name, rule);
      return [key, String(text)];
    });
    return Object.fromEntries(entries) as Record<string, string>;
  }

  fault(name: string, what: string): SettingError {
    const place = [this.where, name].filter(Boolean).join(': ') || 'the file';
    return new SettingError(`${this.file}: ${place} ${what}.`);
  }
}
