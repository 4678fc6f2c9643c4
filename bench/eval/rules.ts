/** The three ways of deciding that are compared; each adds to the one before. */
export const RULES = ['similarity', 'guards', 'key'] as const;
export type Rule = (typeof RULES)[number];

export const RULE_TITLES: Readonly<Record<Rule, string>> = {
  similarity: 'similarity alone',
  guards: '+ guards',
  key: '+ canonical key',
};

/** Something computed for each rule. */
export function forEachRule<Value>(compute: (rule: Rule) => Value): Record<Rule, Value> {
  return { similarity: compute('similarity'), guards: compute('guards'), key: compute('key') };
}
