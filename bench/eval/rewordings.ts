/** Ways to put a question in other words without changing what it asks; the first that fits is taken. */
const REWORDINGS: readonly (readonly [RegExp, string])[] = [
  [/^What is the name of /i, "What's the name of "],
  [/^How many (.+?) (did|do|does|were|are|was|is|have|has|had) /i, 'What number of $1 $2 '],
  [/^Who (was|is) /i, 'Which person $1 '],
  [/^Who /i, 'Which person '],
  [/^Where (was|is|were|are) /i, 'In what place $1 '],
  [/^When (was|were|did|is) /i, 'At what time $1 '],
  [/^Why (was|were|did|is|are|do|does) /i, 'For what reason $1 '],
  [/^What (was|is|were|are) /i, 'Which $1 '],
  [/^Which /i, 'What '],
  [/^What /i, 'Which '],
];

/** The question in other words; `undefined` where no rule fits. */
export function reworded(question: string): string | undefined {
  const found = REWORDINGS.find(([pattern]) => pattern.test(question));
  return found && question.replace(...found);
}
