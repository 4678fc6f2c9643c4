import { createHash } from 'node:crypto';
import type { MadeUpAnswer } from '../made-up-answer.js';
import type { Mint } from '../mint.js';

export interface TextBlock {
  readonly type: 'text';
  readonly text: string;
  readonly citations?: readonly object[];
}

export interface ThinkingBlock {
  readonly type: 'thinking';
  readonly thinking: string;
  readonly signature: string;
}

export interface ToolUseBlock {
  readonly type: 'tool_use';
  readonly id: string;
  readonly name: string;
  /** The input as the model writes it: JSON text. */
  readonly json: string;
}

/** A block that a stream brings in one piece. */
export interface SealedBlock {
  readonly type: 'sealed';
  readonly block: object;
}

export type Block = TextBlock | ThinkingBlock | ToolUseBlock | SealedBlock;

/** The blocks of a message in the order in which the model writes them. */
export function blocksOf({ text, toolCalls, script }: MadeUpAnswer, mint: Mint): Block[] {
  const { reasoning, sealedBlocks = [], citations, afterword } = script;
  return [
    ...(reasoning === undefined ? [] : [thinking(reasoning)]),
    ...sealedBlocks.map((block) => ({ type: 'sealed' as const, block })),
    ...(text === '' ? [] : [{ type: 'text' as const, text, ...(citations && { citations }) }]),
    ...toolCalls.map(({ name, arguments: json }) => ({
      ...{ type: 'tool_use' as const, id: mint.id('toolu_'), name, json },
    })),
    ...(afterword === undefined ? [] : [{ type: 'text' as const, text: afterword }]),
  ];
}

/** The blocks as a whole message has them. */
export function contentOf(blocks: readonly Block[]): object[] {
  return blocks.map(wholeBlock);
}

function thinking(text: string): ThinkingBlock {
  return { type: 'thinking', thinking: text, signature: createHash('sha512').update(text).digest('base64') };
}

function wholeBlock(block: Block): object {
  if (block.type === 'sealed') return block.block;
  if (block.type !== 'tool_use') return block;
  const { json, ...facts } = block;
  return { ...facts, input: JSON.parse(json) as unknown };
}
