import { readRequest } from './responses.request.js';

const ask = (item: object) =>
  readRequest({
    model: 'm',
    input: [{ role: 'user', content: 'Draw.' }, item, { role: 'user', content: 'And?' }],
  });

describe('the items of a Responses request', () => {
  it.each([[{ id: 'msg_1' }], [{ type: null, id: 'msg_1' }], [{ type: 'item_reference', id: 'msg_1' }]])(
    'are never answered from memory with a reference: %j',
    (item) => {
      expect(ask(item).tiers).toBe('none');
    },
  );

  it.each([
    [{ type: 'image_generation_call', result: null, status: 'completed' }],
    [{ type: 'reasoning', summary: [] }],
    [{ type: 'file_search_call', queries: ['q'], results: null }],
    [{ type: 'from_the_future' }],
  ])('differ by the id of an item that the provider looks up: %j', (item) => {
    const [one, other] = ['x_1', 'x_2'].map((id) => ask({ ...item, id }));
    expect(one!.profile).not.toEqual(other!.profile);
  });

  it.each([
    [{ type: 'message', role: 'assistant', content: 'A lift.' }],
    [{ type: 'reasoning', summary: [], encrypted_content: 'x' }],
    [{ type: 'image_generation_call', result: 'AAAA' }],
    [{ type: 'function_call', name: 'clock', call_id: 'c', arguments: '{}' }],
  ])('are the same under any id when they hold what they say: %j', (item) => {
    const [one, other] = ['x_1', 'x_2'].map((id) => ask({ ...item, id }));
    expect(one!.profile).toEqual(other!.profile);
  });

  it('are never answered from memory with a tool of the provider, wherever it stands', () => {
    const search = { type: 'web_search' };
    const given = (...tools: object[]) => readRequest({ model: 'm', input: 'And?', tools }).tiers;
    expect(given({ type: 'namespace', name: 'n', tools: [{ type: 'function', name: 'f' }] })).toBe('exact');
    expect(given({ type: 'namespace', name: 'n', tools: [search] })).toBe('none');
    expect(ask({ type: 'additional_tools', role: 'developer', tools: [search] }).tiers).toBe('none');
  });
});
