import { ACME_KEY, openStage, SEMANTIC, type Stage } from './stage.js';

describe('a question that is spelled like another one', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(SEMANTIC);
  });
  afterAll(() => stage.close());

  const second = async (one: string, other: string) => {
    await stage.service.ask({ query: one }, ACME_KEY);
    return stage.service.ask({ query: other }, ACME_KEY);
  };

  it.each([
    ['What does \\d match in this pattern?', 'What does \\D match in this pattern?'],
    ['How do I close all Windows at once?', 'How do I close all windows at once?'],
    ['Is a download of 20 Mb large?', 'Is a download of 20 MB large?'],
    ['How long should my résumé be?', 'How long should my resume be?'],
    ['Why should I not sign the lease?', 'Why should I n\u043et sign the lease?'],
    ['Can I delete all of the log files?', 'Can I delete some of the log files?'],
    ['Is "a  b" one token or two?', 'Is "a b" one token or two?'],
    ['Das Lager ist offen', 'Das Lager ist offen?'],
  ])('%j does not answer %j', async (one, other) => {
    expect((await second(one, other)).body.cache_info.cache_hit).toBe(false);
  });

  it.each([
    ['办公室在哪里？', '办公室在哪里'],
    ['Где находится  офис?', 'где находится офис'],
    ['Où est le bureau\u202f?', 'où est le bureau'],
    ['¿Dónde está la oficina?', 'Dónde está la oficina'],
  ])('%j answers %j by its canonical key', async (one, other) => {
    expect((await second(one, other)).body.cache_info).toMatchObject({
      cache_hit: true,
      cache_type: 'canonical',
    });
  });
});
