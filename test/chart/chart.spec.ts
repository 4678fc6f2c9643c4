import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SECRETS } from '../../apps/api/src/environment/secret-files.js';

const ROOT = join(__dirname, '../..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const filesOf = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name));

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
}

interface Values {
  readonly settings: Readonly<Record<string, number>>;
  readonly podSecurity: { readonly runAsUser: number; readonly fsGroup: number };
}

interface Chart {
  readonly kubeVersion: string;
  readonly icon: string;
  readonly maintainers: readonly unknown[];
  readonly annotations: Readonly<Record<string, string>>;
}

const values = parse(read('helm/ragcache/values.yaml')) as Values;
const schema = JSON.parse(read('helm/ragcache/values.schema.json')) as Schema & {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly definitions: Readonly<Record<string, Schema>>;
};
const chart = parse(read('helm/ragcache/Chart.yaml')) as Chart;
const templates = filesOf('helm/ragcache/templates').map((name) => readFileSync(name, 'utf8'));
const allTemplates = templates.join('\n');
const example = read('.env.example');

function resolved(one: Schema): Schema {
  return one.$ref ? schema.definitions[one.$ref.split('/').pop()!]! : one;
}

/** Paths of all values that a schema lists, but for what stands under `settings`. */
function listed(one: Schema, path: readonly string[] = []): string[] {
  const { properties } = resolved(one);
  if (!properties || path[0] === 'settings') return [path.join('.')];
  return Object.entries(properties).flatMap(([name, inner]) => listed(inner, [...path, name]));
}

/** Whether a value is there, or stands in a map that is empty unless somebody fills it. */
function hasValue(path: string): boolean {
  let map: object = values;
  for (const name of path.split('.')) {
    if (Object.keys(map).length === 0) return true;
    if (!(name in map)) return false;
    map = (map as Record<string, object | null>)[name] ?? {};
  }
  return true;
}

describe('the chart', () => {
  it('has a README, a schema and copies of dashboards and rules that are up to date', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/chart.mjs', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('has the version of the service', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(chart).toMatchObject({ apiVersion: 'v2', version, appVersion: version });
    expect(parse(chart.annotations['artifacthub.io/images']!)).toEqual([
      { name: 'ragcache', image: `ragcache:${version}` },
    ]);
  });

  it('says what a catalogue of charts wants to know', () => {
    expect(chart.kubeVersion).toBe('>=1.27.0-0');
    expect(chart.icon).toMatch(/^data:image\/svg\+xml;base64,/);
    expect(chart.maintainers).not.toEqual([]);
    for (const name of ['category', 'license', 'containsSecurityUpdates', 'images', 'links', 'changes'])
      expect(chart.annotations).toHaveProperty([`artifacthub.io/${name}`]);
    expect(chart).not.toHaveProperty('dependencies');
  });

  it('lists every value in its schema, and nothing else', () => {
    const missing = listed(schema).filter(
      (path) => !/^(probes|resources|networkPolicy\.\w+)\./.test(path) && !hasValue(path),
    );
    expect(missing).toEqual([]);
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(values).sort());
  });

  it('shuts the schema of every map that it knows by name', () => {
    const open = (one: Schema, path: string): string[] => [
      ...(one.properties && one.additionalProperties !== false ? [path] : []),
      ...Object.entries(one.properties ?? {}).flatMap(([name, inner]) => open(inner, `${path}.${name}`)),
    ];
    // Charts that have this one as a part may put more into `global`.
    expect(open(schema, '')).toEqual(['.global']);
    for (const [name, one] of Object.entries(schema.definitions)) expect(open(one, name)).toEqual([]);
  });

  it('has no secret in it', () => {
    const suspicious = filesOf('helm/ragcache').filter((name) =>
      /sk-[A-Za-z0-9]|password:\s*\S|kind: Secret/.test(readFileSync(name, 'utf8')),
    );
    expect(suspicious).toEqual([]);
  });
});

describe('chart and service', () => {
  it('agree on variables', () => {
    const known = new Set(example.match(/^[A-Z0-9_]+(?==)/gm));
    const others = ['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'RAGCACHE_KEY'];
    const used = allTemplates.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g)!;
    expect([...new Set(used)].filter((name) => ![...known, ...others].includes(name))).toEqual([]);
  });

  it('agree on which variables are secrets', () => {
    for (const secret of SECRETS) expect(allTemplates).toContain(`(list "${secret}" .Values.`);
    const settable = Object.keys(schema.definitions.settings!.properties!);
    expect(settable.filter((name) => (SECRETS as readonly string[]).includes(name))).toEqual([]);
  });

  it('agree with the documentation on what a user of Redis may do', () => {
    const operations = read('docs/operations.md');
    const [, commands] = /^ACL SETUSER ragcache on >\S+ (resetkeys .+)$/m.exec(operations)!;
    const [, valkey] = /```yaml\n# valkey\.yaml\n([^]+?)```/.exec(operations)!;
    const { auth } = parse(valkey!) as { auth: { aclUsers: { ragcache: { permissions: string } } } };
    expect(auth.aclUsers.ragcache.permissions).toBe(commands);
  });

  it('agree on how long answers may take', () => {
    for (const [name, value] of Object.entries(values.settings))
      expect(example).toMatch(new RegExp(`^${name}=${value}$`, 'm'));
  });
});

describe('chart and image', () => {
  const dockerfile = read('Dockerfile');

  it('agree on the user, the port and the data folder', () => {
    expect(dockerfile).toContain(`USER ${values.podSecurity.runAsUser}:${values.podSecurity.fsGroup}`);
    const [, port] = /^EXPOSE (\d+)$/m.exec(dockerfile)!;
    expect(allTemplates).toContain(`containerPort: ${port}`);
    expect(allTemplates).toContain(`PORT: '${port}'`);
    const [, folder] = /DATA_DIR=(\S+)/.exec(dockerfile)!;
    expect(allTemplates).toContain(`DATA_DIR: ${folder}\n`);
    expect(allTemplates).toContain(`{ name: data, mountPath: ${folder} }`);
  });

  it('agree that nothing else is written but /tmp', () => {
    expect(allTemplates).toContain('readOnlyRootFilesystem: true');
    expect(allTemplates).toContain('{ name: tmp, mountPath: /tmp }');
  });
});
