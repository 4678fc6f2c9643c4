import { ACME_KEY, openStage, RIVAL_KEY, type Stage } from './stage.js';

describe('GET /api/v1/stats', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ SEMANTIC_MODE: 'off' });
    for (const namespace of ['docs', 'docs', 'shop'])
      await stage.service.ask({ query: 'What is kept?', namespace }, ACME_KEY);
    await stage.service.ask({ query: 'What is kept?', namespace: 'docs' }, RIVAL_KEY);
  }, 60_000);
  afterAll(() => stage.close());

  const stats = (query = '', key = ACME_KEY) =>
    stage.service.request('GET', `/api/v1/stats${query}`, { key });

  it('shows one namespace alone when it is named', async () => {
    const { body } = await stats('?namespace=docs');
    expect(body.totals).toMatchObject({ hits: { exact: 1 }, misses: 1 });
    expect(body.days).toMatchObject([{ namespace: 'docs' }]);
    expect(body.entries).toEqual({ docs: 1 });
    expect((await stats('?namespace=shop')).body).toMatchObject({
      totals: { misses: 1 },
      entries: { shop: 1 },
    });
    expect((await stats()).body).toMatchObject({ totals: { misses: 2 }, entries: { docs: 1, shop: 1 } });
  });

  it('shows nothing of a namespace that is not there, nor of one that is another tenant’s', async () => {
    const nothing = { totals: { misses: 0, hits: { exact: 0 } }, days: [], entries: {} };
    expect((await stats('?namespace=toString')).body).toMatchObject(nothing);
    expect((await stats('?namespace=shop', RIVAL_KEY)).body).toMatchObject(nothing);
  });

  it('refuses what it does not know, by name', async () => {
    const { status, body } = await stats('?namespace=docs&from=2026-01-01');
    expect([status, body.code, body.errors]).toEqual([
      ...[400, 'validation_failed'],
      [{ path: 'from', message: 'is not a query parameter of this route: leave it out' }],
    ]);
    expect((await stats('?namespace=docs%2Fold')).body.errors).toMatchObject([{ path: 'namespace' }]);
  });
});
