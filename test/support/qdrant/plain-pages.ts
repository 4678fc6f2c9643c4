const VERSION = '1.17.1';

/** Pages that are not JSON, by path; they need no key. */
export const PLAIN_PAGES: Readonly<Record<string, string>> = {
  '/healthz': 'healthz check passed',
  '/livez': 'healthz check passed',
  '/readyz': 'all shards are ready',
};

export const ROOT_PAGE = { title: 'qdrant - vector search engine', version: VERSION };

/** The beginning of what the server measures, which is all that a stand-in can say. */
export const METRICS_PAGE = [
  '# HELP app_info information about qdrant server',
  '# TYPE app_info gauge',
  `app_info{name="qdrant",version="${VERSION}"} 1`,
  '',
].join('\n');
