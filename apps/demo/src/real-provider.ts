/** Settings that decide which real provider is asked and how. */
const NAMES = [
  ...[
    'OPENAI_API_KEY',
    'OPENAI_BASE_URL',
    'OPENAI_MODEL',
    'ANTHROPIC_API_KEY',
    'ANTHROPIC_BASE_URL',
    'ANTHROPIC_MODEL',
  ],
  ...['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'https_proxy', 'http_proxy', 'no_proxy'],
  'NODE_EXTRA_CA_CERTS',
];

/** The developer's own settings, when there is a key among them. */
export function realProvider(): Record<string, string> | undefined {
  // eslint-disable-next-line no-restricted-properties -- the demo is a shell's program: this is where its settings are
  const environment = process.env;
  if (!environment.OPENAI_API_KEY && !environment.ANTHROPIC_API_KEY) return undefined;
  const given = NAMES.flatMap((name) => (environment[name] ? [[name, environment[name]] as const] : []));
  const provider = environment.OPENAI_API_KEY ? 'openai' : 'anthropic';
  return { ...Object.fromEntries(given), DEFAULT_PROVIDER: provider };
}
