/** What makes a simulator both providers of a service, by the service's variables. */
export function upstreamsAt(url: string): Readonly<Record<string, string>> {
  return {
    OPENAI_API_KEY: 'sk-simulated',
    OPENAI_BASE_URL: `${url}/v1`,
    ANTHROPIC_API_KEY: 'sk-ant-simulated',
    ANTHROPIC_BASE_URL: url,
  };
}
