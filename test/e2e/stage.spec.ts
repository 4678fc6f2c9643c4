import { until } from '../support/timing.js';
import { openStage } from './stage.js';

const servers = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;

describe('a stage', () => {
  it('leaves no server behind when its service does not start', async () => {
    const before = servers();
    await expect(openStage({ EMBEDDER: 'none' })).rejects.toThrow('EMBEDDER');
    await until(() => servers() === before);
  });
});
