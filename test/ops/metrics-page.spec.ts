import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownMetrics, type KnownMetric } from '../support/known-metrics.js';

const page = readFileSync(join(__dirname, '../../docs/metrics.md'), 'utf8');

/** The page's own metrics: rows that begin with a name of ours. */
function described(): KnownMetric[] {
  const rows = page.split('\n').filter((line) => line.startsWith('| `ragcache_'));
  return rows.map((row) => {
    const [name, type, labels] = row
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', ''))
      .slice(1);
    return { name: name!, type: type!.split(' ')[0]!, labels: labels ? labels.split(', ') : [] };
  });
}

const byName = (one: KnownMetric, other: KnownMetric) => one.name.localeCompare(other.name);

describe('docs/metrics.md', () => {
  it('tells of every metric that the service has, with its type and labels, and of no other', async () => {
    const ours = [...(await knownMetrics()).values()].filter(({ name }) => name.startsWith('ragcache_'));
    expect(ours.length).toBeGreaterThan(25);
    expect(described().sort(byName)).toEqual(ours.sort(byName));
  });
});
