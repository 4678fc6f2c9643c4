import { showsSearch } from './search-in-answer.js';
import { asksToSearch, toolsIn } from './tools-in-request.js';

const openAi = (message: object, more: object = {}) => ({ choices: [{ message }], ...more });

describe('showsSearch', () => {
  it.each<[string, unknown]>([
    ['an annotation', openAi({ content: 'x', annotations: [{ type: 'url_citation', url_citation: {} }] })],
    ['a server tool’s call', { content: [{ type: 'server_tool_use', name: 'web_search' }] }],
    [
      'a search’s result',
      {
        content: [
          { type: 'web_search_tool_result', content: [] },
          { type: 'text', text: 'x' },
        ],
      },
    ],
    ['a fetch’s result', { content: [{ type: 'web_fetch_tool_result', content: {} }] }],
    ['a cited result', { content: [{ type: 'text', citations: [{ type: 'web_search_result_location' }] }] }],
    ['a count', { content: [], usage: { server_tool_use: { web_search_requests: 1 } } }],
    ['a count of fetches', { content: [], usage: { server_tool_use: { web_fetch_requests: 2 } } }],
    ['a list of what was found', openAi({ content: 'x' }, { citations: ['https://example.com'] })],
    ['a count of sources', openAi({ content: 'x' }, { usage: { num_sources_used: 3 } })],
  ])('sees %s', (_, raw) => expect(showsSearch({ raw })).toBe(true));

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a plain answer', openAi({ content: 'x', annotations: [] }, { usage: { total_tokens: 3 } })],
    ['a file’s annotation', openAi({ annotations: [{ type: 'file_citation' }] })],
    ['counts of zero', { content: [], usage: { server_tool_use: { web_search_requests: 0 } } }],
    ['code that ran', { content: [{ type: 'server_tool_use', name: 'code_execution' }] }],
    ['a document that was cited', { content: [{ type: 'text', citations: [{ type: 'char_location' }] }] }],
  ])('sees none in %s', (_, raw) => expect(showsSearch({ raw })).toBe(false));
});

describe('asksToSearch', () => {
  it.each<object>([
    { web_search_options: {} },
    { model: 'gpt-4o-search-preview' },
    { model: 'gpt-4o-mini-search-preview-2025-03-11' },
    { model: 'perplexity/sonar-pro' },
    { model: 'openai/gpt-5:online' },
    { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
    { tools: [{ type: 'web_fetch_20250910', name: 'web_fetch' }] },
    { tools: [{ type: 'function', function: { name: 'f' } }, { type: 'web_search' }] },
    { search_parameters: { mode: 'auto' } },
    { plugins: [{ id: 'web' }] },
  ])('by %j', (body) => expect(asksToSearch({ model: 'm', ...body })).toBe(true));

  it.each<object>([
    {},
    { web_search_options: null },
    { model: 'research-preview' },
    { tools: [{ type: 'function', function: { name: 'web_search' } }] },
    { tools: [{ name: 'web_search', input_schema: {} }] },
    { search_parameters: { mode: 'off' } },
  ])('not by %j', (body) => expect(asksToSearch({ model: 'm', ...body })).toBe(false));
});

describe('toolsIn', () => {
  it('names the caller’s own tools and the provider’s', () => {
    const tools = [
      { type: 'function', function: { name: 'get_stock' } },
      { type: 'custom', name: 'note' },
      { type: 'bash_20250124', name: 'bash' },
    ];
    expect(toolsIn({ tools, functions: [{ name: 'old' }] })).toEqual([
      'get_stock',
      'note',
      'bash_20250124',
      'bash',
      'old',
    ]);
  });
});
