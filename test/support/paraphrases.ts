/** A question that is taught, and another way to ask the same, which only a search by meaning finds. */
export interface Paraphrase {
  readonly taught: string;
  readonly asked: string;
}

const COUNTRIES = [
  'France',
  'Spain',
  'Italy',
  'Poland',
  'Norway',
  'Greece',
  'Japan',
  'Kenya',
  'Peru',
  'Chile',
];

export const PARAPHRASES: readonly Paraphrase[] = COUNTRIES.map((country) => ({
  taught: `What is the capital city of ${country}?`,
  asked: `What is the capital of ${country}?`,
}));
