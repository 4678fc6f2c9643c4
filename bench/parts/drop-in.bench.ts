import type { BenchPart } from '../bench-part.js';
import { atOnceFigures } from './at-once.measure.js';
import { askService, chat } from './drop-in/chat.js';
import { firstTokenFigures } from './drop-in/first-token.measure.js';
import { hitFigures } from './drop-in/hit.measure.js';

const SHARED = chat('Which region hosts the mirror of the archive this quarter?', { isStream: true });

/** The endpoint of OpenAI's clients: its hits, what a miss adds, and a crowd that wants one stream. */
export const dropIn: BenchPart = {
  name: 'drop-in',
  title: 'Chat Completions, drop-in',
  async run(stage) {
    const hits = await hitFigures(stage);
    const firstToken = await firstTokenFigures(stage);
    const atOnce = await atOnceFigures(stage, async () => void (await askService(stage, SHARED)));
    return [...hits, ...firstToken, ...atOnce];
  },
};
