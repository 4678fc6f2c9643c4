import { finishReasonOf } from './finish-reason.js';

const choice = (finish_reason: unknown, message: object = { content: 'Hi' }) => ({ finish_reason, message });
const call = {
  content: null,
  tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '' } }],
};

describe('why a completion ended', () => {
  it.each([
    [['stop', 'stop'], 'stop'],
    [['stop', 'length'], 'length'],
    [['tool_calls', 'content_filter'], 'content_filter'],
    [['stop', 'tool_calls'], 'tool_calls'],
    [['stop', null], 'other'],
  ])('is for choices that ended by %j %s', (reasons, ours) => {
    expect(finishReasonOf(reasons.map((reason) => choice(reason)))).toBe(ours);
  });

  it('is a tool call when a call was forced, though the provider says stop', () => {
    expect(finishReasonOf([choice('stop', call)])).toBe('tool_calls');
    expect(finishReasonOf([choice('stop', { function_call: { name: 'f', arguments: '' } })])).toBe(
      'tool_calls',
    );
    expect(finishReasonOf([choice('stop', { content: 'Hi', tool_calls: [] })])).toBe('stop');
    expect(finishReasonOf([choice('length', call)])).toBe('length');
  });
});
