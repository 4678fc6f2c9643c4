/** A line of a prompt; positions are UTF-16 units in the prompt. */
export interface PromptLine {
  readonly start: number;
  /** Behind the last character, the line break not counted. */
  readonly end: number;
  readonly text: string;
}

/** The lines of a prompt that are not blank, in order. */
export function linesOf(prompt: string): PromptLine[] {
  return [...prompt.matchAll(/[^\r\n]+/gu)]
    .map(({ index, 0: text }) => ({ start: index, end: index + text.length, text }))
    .filter(({ text }) => text.trim() !== '');
}
