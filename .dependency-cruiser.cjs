/** Arrows point down: apps -> query -> cache, llm -> embedding -> http -> core; access -> cache; health reads the ports. */
const mayNotImport = (lib, others) => ({
  name: `${lib}-looks-down-only`,
  severity: 'error',
  comment: `libs/${lib} may not import ${others.join(', ')}`,
  from: { path: `^libs/${lib}/` },
  to: { path: `^(apps|libs/(${others.join('|')}))/` },
});

/** The folders of apps/api/src from the ground up: each may import those that stand before it. */
const API_FOLDERS = [
  // The ground floor: what a body, a request, a wire format and a limit are.
  ...['contract', 'request', 'wire', 'limits'],
  // What routes are made of.
  ...['environment', 'directives', 'problems', 'audit', 'auth', 'observability', 'http'],
  // Routes.
  ...['about', 'health', 'stats', 'keys', 'purge', 'query', 'entries', 'drop-in', 'embeddings', 'pass'],
  // What is said of all of them.
  'documentation',
  // The process.
  ...['draining', 'workers'],
];

const apiFolderLooksDown = (folder, index) => ({
  name: `api-${folder}-looks-down-only`,
  severity: 'error',
  comment: `apps/api/src/${folder} imports only folders that stand before it in API_FOLDERS`,
  from: { path: `^apps/api/src/${folder}/` },
  to: {
    path: ['^apps/api/src/[^/]+$', ...API_FOLDERS.slice(index + 1).map((above) => `^apps/api/src/${above}/`)],
  },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans-from-manifest',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-dependencies-in-production',
      severity: 'error',
      comment: 'production installs leave devDependencies out; types are gone by then',
      from: { path: '^(apps/api|libs/[^/]+)/src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    mayNotImport('core', ['http', 'embedding', 'cache', 'access', 'llm', 'query', 'health']),
    mayNotImport('http', ['embedding', 'cache', 'access', 'llm', 'query', 'health']),
    mayNotImport('embedding', ['cache', 'access', 'llm', 'query', 'health']),
    mayNotImport('cache', ['access', 'llm', 'query', 'health']),
    mayNotImport('access', ['embedding', 'llm', 'query', 'health']),
    mayNotImport('llm', ['cache', 'access', 'query', 'health']),
    mayNotImport('query', ['access', 'health']),
    mayNotImport('health', ['query']),
    ...API_FOLDERS.map(apiFolderLooksDown),
    {
      name: 'api-folders-have-a-floor',
      severity: 'error',
      comment: 'a new folder of apps/api/src gets its place in API_FOLDERS',
      from: { path: '^apps/api/src/[^/]+/', pathNot: `^apps/api/src/(${API_FOLDERS.join('|')})/` },
      to: {},
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      comment: 'libs/core is plain TypeScript: no Nest, no I/O',
      from: { path: '^libs/core/src/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^(@nestjs|node:(fs|net|http|https|worker_threads|child_process)|fs|net|http)|node_modules/(@nestjs|fastify|undici)',
      },
    },
    {
      name: 'front-door-only',
      severity: 'error',
      comment: 'a lib is entered through src/index.ts (tests also through testing/index.ts)',
      from: { path: '^(apps|libs|test|bench)/([^/]+)/' },
      to: {
        path: '^libs/([^/]+)/',
        pathNot: ['^libs/$2/', '^libs/[^/]+/(src|testing)/index\\.ts$'],
      },
    },
    {
      name: 'vendors-in-adapters',
      severity: 'error',
      comment: 'only adapters/ know a vendor; libs/http is the adapter of undici',
      from: {
        path: '^libs/',
        pathNot: ['^libs/http/', '/adapters/', '/worker/', '\\.spec\\.ts$', '/testing/'],
      },
      to: {
        path: 'node_modules/(openai|@anthropic-ai|@photostructure|usearch|@xenova|@huggingface|undici|@qdrant)/',
      },
    },
    {
      name: 'traces-on-demand',
      severity: 'error',
      comment:
        'OpenTelemetry is loaded only where traces are wanted: by a dynamic import of the otlp.* files',
      from: { path: '^apps/', pathNot: '/tracing/otlp\\.[^/]+$' },
      to: { path: '(/tracing/otlp\\.|node_modules/@opentelemetry/)', dynamic: false },
    },
    {
      name: 'no-tests-in-production',
      severity: 'error',
      from: { path: '^(apps|libs)/[^/]+/src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '(\\.spec\\.ts$|/testing/|^test/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    exclude: { path: '^dist/' },
  },
};
