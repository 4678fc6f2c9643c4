import type { PromptLine } from './prompt-lines.js';

const CLOSING_TAG = /<\/([a-z][\w-]{0,40})>\s*$/iu;
const OPENING_TAG = /<([a-z][\w-]{0,40})(?:\s[^<>]{0,200})?>/iu;
const FENCE = /^\s*(```|"""|'''|~~~)/u;

/**
 * Whether lines end with a block, between tags or fences, that was opened in them.
 * @param opensFirst whether the block has to begin with the first line.
 */
export function isClosedBlock(
  lines: readonly PromptLine[],
  { opensFirst }: { readonly opensFirst: boolean },
): boolean {
  const last = lines.at(-1)?.text ?? '';
  const tag = CLOSING_TAG.exec(last)?.[1];
  if (tag !== undefined) {
    const openings = opensFirst ? lines.slice(0, 1) : lines;
    return openings.some(({ text }) => OPENING_TAG.exec(text)?.[1] === tag);
  }
  const fence = fenceOf(last);
  const fenced = lines.flatMap(({ text }, index) => (fence && fenceOf(text) === fence ? [index] : []));
  return fenced.length === 2 && (!opensFirst || fenced[0] === 0);
}

function fenceOf(line: string): string | undefined {
  return FENCE.exec(line)?.[1];
}
