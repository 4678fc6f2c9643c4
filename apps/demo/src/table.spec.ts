import type { Played } from './performance.js';
import { SCENES } from './scenes.js';
import { tableOf } from './table.js';

const played: readonly Played[] = SCENES.map((scene) => ({
  scene,
  ...{ origin: scene.expected, response: '[simulated]', milliseconds: 412.3, cacheStatus: '' },
  ...{ similarity: '0.9720', refusedBy: 'guard-polarity', tokensSaved: 1_234, costSavedUsd: 0.000065 },
}));

describe('the table of the demo', () => {
  const lines = tableOf(played).split('\n');

  it('fits into 100 columns', () => {
    expect(Math.max(...lines.map((line) => line.length))).toBe(100);
  });

  it('cuts no text off', () => {
    const text = lines.join('\n');
    expect(text).not.toContain('…');
    for (const said of ['similarity', '0.9720', 'guard-polarity', 'canonical', '412', '$0.000065'])
      expect(text).toContain(said);
  });
});
