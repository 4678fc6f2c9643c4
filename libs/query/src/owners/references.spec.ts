import { mayRefer, referencesIn } from './references.js';

const user = { role: 'user', content: 'And?' };

describe('referencesIn', () => {
  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['a member with an id', { input_file_id: 'file_1' }, ['file_1']],
    ['a list of ids', { tools: [{ vector_store_ids: ['vs_1', 'vs_2'] }] }, ['vs_1', 'vs_2']],
    ['an object with an id', { conversation: { id: 'conv_1' } }, ['conv_1']],
    ['a reference to an item', { input: [{ type: 'item_reference', id: 'msg_1' }, user] }, ['msg_1']],
    ['a reference without its type', { input: [{ id: 'msg_1' }, user] }, ['msg_1']],
    ['a reference whose type is null', { items: [{ type: null, id: 'msg_1' }] }, ['msg_1']],
    [
      'a reasoning without its content',
      { input: [{ type: 'reasoning', id: 'rs_1', summary: [] }] },
      ['rs_1'],
    ],
    [
      'an image that is not there',
      { input: [{ type: 'image_generation_call', id: 'ig_1', result: null }] },
      ['ig_1'],
    ],
    [
      'a skill of the tenant',
      { container: { skills: [{ type: 'custom', skill_id: 'skill_1' }] } },
      ['skill_1'],
    ],
  ])('finds %s', (_, body, ids) => {
    expect([...referencesIn(body)]).toEqual(ids);
    expect(mayRefer(Buffer.from(JSON.stringify(body)))).toBe(true);
  });

  it.each<[string, Record<string, unknown>]>([
    ['what the caller says about its request', { metadata: { file_id: 'x' } }],
    [
      'what the server of a tool says',
      { output: [{ type: 'mcp_list_tools', tools: [{ annotations: { file_id: 'x' } }] }] },
    ],
    ['the schema of a tool', { tools: [{ parameters: { properties: { file_id: {} } } }] }],
    ['the arguments of a tool', { content: [{ type: 'tool_use', id: 'toolu_1', input: { file_id: 'x' } }] }],
    [
      'an item that holds what it says',
      {
        input: [
          { type: 'reasoning', id: 'rs_1', encrypted_content: 'x' },
          { id: 'msg_1', ...user },
        ],
      },
    ],
    [
      "a provider's own skills",
      { skills: [{ type: 'anthropic', skill_id: 'pptx' }, { skill_id: 'openai-slides' }] },
    ],
  ])('leaves alone %s', (_, body) => {
    expect(referencesIn(body).size).toBe(0);
  });
});
