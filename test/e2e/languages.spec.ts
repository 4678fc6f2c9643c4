import { ACME_KEY, openStage, SEMANTIC, type Stage } from './stage.js';

/** The shipped embedding model knows English; a look-alike in another language is as near to it as a repetition. */
describe('a question in a language that the embedder does not know', () => {
  let stage: Stage;
  const ask = (query: string) =>
    stage.service.ask({ query }, ACME_KEY, { headers: { 'x-cache-threshold': '0.5' } });

  beforeAll(async () => {
    stage = await openStage(SEMANTIC);
  });
  afterAll(() => stage.close());

  it.each([
    ['Polish', 'Jak włączyć powiadomienia push?', 'Jak wyłączyć powiadomienia push?'],
    ['Polish without accents', 'Jak wlaczyc tryb ciemny?', 'Jak wylaczyc tryb ciemny?'],
    ['Turkish', 'Bildirimleri nasıl açarım?', 'Bildirimleri nasıl kapatırım?'],
    ['Lithuanian', 'Kaip įjungti pranešimus?', 'Kaip išjungti pranešimus?'],
    ['Catalan', 'Com activo el mode fosc?', 'Com desactivo el mode fosc?'],
    ['romanised Russian', 'kak vklyuchit uvedomleniya', 'kak vyklyuchit uvedomleniya'],
    ['romanised Hindi', 'dark mode on kaise kare', 'dark mode off kaise kare'],
    ['Japanese in Latin letters', 'tsuuchi wo on ni suru houhou', 'tsuuchi wo off ni suru houhou'],
  ])('is never answered by its look-alike: %s', async (_, one, other) => {
    await ask(one);
    const trap = await ask(other);
    expect(trap.body.cache_info.cache_hit).toBe(false);
    expect(trap.headers['cache-status']).toBe('ragcache; fwd=miss; stored; detail=language');
    expect((await ask(one)).body.cache_info).toMatchObject({ cache_hit: true, cache_type: 'exact' });
  });
});
