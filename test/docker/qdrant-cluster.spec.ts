import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Service {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly extends?: { readonly file: string; readonly service: string };
  readonly volumes?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const compose = (name: string) => parse(readFileSync(join(__dirname, '../..', name), 'utf8')) as Compose;

describe('docker-compose.qdrant-cluster.yml', () => {
  const { services, volumes } = compose('docker-compose.qdrant-cluster.yml');
  const { ragcache, ...nodes } = services;

  it('tells the service of every node, and of no other', () => {
    const named = ragcache!.environment!.QDRANT_URL!.split(',').map((address) => new URL(address).hostname);
    expect(named).toEqual(Object.keys(nodes));
    expect(named).toHaveLength(3);
  });

  it('founds the cluster by one node that the others join, each under its own name and with the key', () => {
    for (const [name, { command, environment }] of Object.entries(nodes)) {
      const line = command!.at(-1)!;
      expect(line).toContain(`--uri http://${name}:6335`);
      expect(line.includes('--bootstrap http://qdrant:6335')).toBe(name !== 'qdrant');
      expect(line).toContain('QDRANT__SERVICE__API_KEY="$$(cat /run/secrets/qdrant_api_key)" exec');
      expect(environment).toEqual({ QDRANT__CLUSTER__ENABLED: 'true' });
    }
  });

  it('locks further nodes in as the first, each with a volume of its own', () => {
    const further = Object.entries(nodes).filter(([name]) => name !== 'qdrant');
    for (const [name, node] of further) {
      expect(node.extends).toEqual({ file: 'docker-compose.yml', service: 'qdrant' });
      expect(node.volumes).toEqual([`${name}:/qdrant/storage`]);
    }
    expect(Object.keys(volumes)).toEqual(further.map(([name]) => name));
    expect(compose('docker-compose.yml').services).toHaveProperty('qdrant');
  });
});
