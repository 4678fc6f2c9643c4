import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRefused } from '../support/service.js';

describe('a setting whose fault shows only when its part starts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragcache-settings-'));
  const models = join(folder, 'models.json');
  writeFileSync(models, '{ "aliases": { "mini": 7 } }');
  const rules = join(folder, 'rules.json');
  writeFileSync(rules, '{ "rules": [{ "name": "prices", "match": { "words": ["price"] }, "ttl": "60" }] }');
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    [{ MODELS_FILE: models }, /MODELS_FILE \S+: aliases\.mini must name a model\./],
    [{ CACHE_RULES_FILE: rules }, /CACHE_RULES_FILE \S+: rule "prices": ttl must be a whole number of .+\./],
    [{ CACHE_RULES_FILE: join(folder, 'none.json') }, /CACHE_RULES_FILE \S+ can't be read\. Check .+\./],
    [{ EMBEDDING_MODEL_PATH: folder }, /EMBEDDING_MODEL_PATH .+ has no config\.json\. Leave it unset .+\./],
    [{ EMBEDDER: 'openai' }, /EMBEDDER=openai needs a key: set EMBEDDING_API_KEY or .+ use EMBEDDER=\w+\./],
  ])('stops the start with one line that names the variable and the cure: %j', async (settings, message) => {
    const { code, output } = await startRefused({ DATA_DIR: folder, PORT: '0', ...settings });
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`^RAGCache can't start: ${message.source}\n$`));
  });
});
