import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownMetrics, type KnownMetric } from '../support/known-metrics.js';

const page = readFileSync(join(__dirname, '../../docs/metrics.md'), 'utf8');

/** The page's own metrics: list items that begin with a name of ours, such as "- `name`: counter by `label`, `label`." */
function described(): KnownMetric[] {
  const items = page.matchAll(/^- `(ragcache_\w+)`: (\w+)(?: \(\w+\))?(?: by ((?:`\w+`(?:, )?)+))?\./gm);
  return [...items].map(([, name, type, labels]) => ({
    name: name!,
    type: type!,
    labels: labels ? labels.replaceAll('`', '').split(', ') : [],
  }));
}

const byName = (one: KnownMetric, other: KnownMetric) => one.name.localeCompare(other.name);

describe('docs/metrics.md', () => {
  it('tells of every metric that the service has, with its type and labels, and of no other', async () => {
    const ours = [...(await knownMetrics()).values()].filter(({ name }) => name.startsWith('ragcache_'));
    expect(ours.length).toBeGreaterThan(25);
    expect(described().sort(byName)).toEqual(ours.sort(byName));
  });
});
