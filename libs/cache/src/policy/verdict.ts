/** Each guard's name; a guard's veto is reported as `guard-<name>`. */
export const GUARD_NAMES = [
  'language',
  'number',
  'unit',
  'date',
  'polarity',
  'qtype',
  'modality',
  'tense',
  'ident',
  'quote',
  'code',
  'format',
  'payload',
  'case',
  'accent',
  'script',
  'punctuation',
  'name',
  'place',
  'contrast',
  'exchange',
  'order',
  'logic',
  'scope',
  'pronoun',
  'long',
] as const;
export type GuardName = (typeof GUARD_NAMES)[number];

/** Why the semantic tier did not serve; a closed list, for headers, metrics and logs. */
export type DeclineReason =
  | `guard-${GuardName}`
  /** The best candidate is below the threshold. */
  | 'similarity'
  /** Eligibility: the text holds more than a question and it can't be told which part that is, or the task is about its wording. */
  | 'not-a-question'
  /** Eligibility: the question is in a language that the embedder doesn't know. */
  | 'language'
  /** Eligibility: longer than the model's window. */
  | 'too-long'
  /** Eligibility: words that the tokenizer can't spell. */
  | 'unknown-words'
  /** `SEMANTIC_MODE=observe`: it would have been served. */
  | 'observed'
  /** The semantic budget ran out, the embedder's queue was full, or the index failed. */
  | 'unavailable';

/** A step's opinion: go on, or stop with a reason. */
export type Verdict = { readonly pass: true } | { readonly pass: false; readonly reason: DeclineReason };

export const PASS: Verdict = { pass: true };
