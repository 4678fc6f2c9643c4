import { jsonPieces, pieces } from '../pieces.js';
import type { Block } from './content.js';

/** An event of a stream; what else it has depends on its type. */
export interface MessageEvent {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** The events that bring one block. The first block is followed by a ping. */
export function blockEvents(block: Block, index: number, words?: number): MessageEvent[] {
  return [
    { type: 'content_block_start', index, content_block: startOf(block) },
    ...(index === 0 ? [{ type: 'ping' }] : []),
    ...deltasOf(block, words).map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

/** The block before its first delta. */
function startOf(block: Block): object {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: '', ...(block.citations && { citations: [] }) };
    case 'thinking':
      return { type: 'thinking', thinking: '', signature: '' };
    case 'tool_use':
      return { type: 'tool_use', id: block.id, name: block.name, input: {} };
    case 'sealed':
      return block.block;
  }
}

function deltasOf(block: Block, words?: number): object[] {
  switch (block.type) {
    case 'text':
      return [
        ...(block.citations ?? []).map((citation) => ({ type: 'citations_delta', citation })),
        ...pieces(block.text, words).map((text) => ({ type: 'text_delta', text })),
      ];
    case 'thinking':
      return [
        ...pieces(block.thinking, words).map((thinking) => ({ type: 'thinking_delta', thinking })),
        { type: 'signature_delta', signature: block.signature },
      ];
    case 'tool_use':
      return ['', ...jsonPieces(block.json)].map((json) => ({
        type: 'input_json_delta',
        partial_json: json,
      }));
    case 'sealed':
      return [];
  }
}
