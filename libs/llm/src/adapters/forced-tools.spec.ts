import { forcedTool as ofMessages } from './anthropic/wire/messages.tools.js';
import { forcedTool as ofChat } from './openai/wire/chat-completions.tools.js';

const fn = (name: string) => ({ type: 'function', function: { name } });
const allowed = (mode: string, ...tools: object[]) => ({
  type: 'allowed_tools',
  allowed_tools: { mode, tools },
});

describe('the tool that a request forces', () => {
  it.each<[object, string | undefined]>([
    [{ tools: [fn('a'), fn('b')], tool_choice: fn('a') }, 'a'],
    [{ tools: [fn('a')], tool_choice: 'required' }, 'a'],
    [{ tools: [fn('a'), fn('b')], tool_choice: allowed('required', fn('b')) }, 'b'],
    [{ functions: [{ name: 'a' }, { name: 'b' }], function_call: { name: 'b' } }, 'b'],
    [{ tools: [fn('a'), fn('b')], tool_choice: 'required' }, undefined],
    [{ tools: [fn('a'), fn('b')], tool_choice: allowed('required', fn('a'), fn('b')) }, undefined],
    [{ tools: [fn('a'), fn('b')], tool_choice: allowed('auto', fn('a')) }, undefined],
    [{ tools: [fn('a')], tool_choice: fn('b') }, undefined],
    [{ tools: [fn('a')], tool_choice: 'auto' }, undefined],
    [{ tools: [fn('a')] }, undefined],
    [{ tool_choice: fn('a') }, undefined],
    [
      {
        tools: [{ type: 'custom', custom: { name: 'a' } }],
        tool_choice: { type: 'custom', custom: { name: 'a' } },
      },
      undefined,
    ],
    [{ tools: [{ type: 'custom', custom: { name: 'a' } }], tool_choice: 'required' }, undefined],
    [{ tools: [fn('a'), { type: 'web_search' }], tool_choice: 'required' }, undefined],
    [{ functions: [{ name: 'a' }], function_call: 'auto' }, undefined],
    [{ tools: 7, tool_choice: null }, undefined],
  ])('of Chat Completions %j is %p', (body, name) => {
    expect(ofChat({ ...body })).toBe(name);
  });

  it.each<[object, string | undefined]>([
    [{ tools: [{ name: 'a' }, { name: 'b' }], tool_choice: { type: 'tool', name: 'a' } }, 'a'],
    [{ tools: [{ name: 'a', type: 'custom' }], tool_choice: { type: 'any' } }, 'a'],
    [{ tools: [{ name: 'a' }, { name: 'b' }], tool_choice: { type: 'any' } }, undefined],
    [{ tools: [{ name: 'a' }], tool_choice: { type: 'auto' } }, undefined],
    [{ tools: [{ name: 'a' }], tool_choice: { type: 'tool', name: 'b' } }, undefined],
    [
      { tools: [{ name: 'bash', type: 'bash_20250124' }], tool_choice: { type: 'tool', name: 'bash' } },
      undefined,
    ],
    [
      { tools: [{ name: 'web_search', type: 'web_search_20250305' }], tool_choice: { type: 'any' } },
      undefined,
    ],
    [{ tool_choice: { type: 'any' } }, undefined],
    [{ tools: {}, tool_choice: 'any' }, undefined],
  ])('of Messages %j is %p', (body, name) => {
    expect(ofMessages({ ...body })).toBe(name);
  });
});
