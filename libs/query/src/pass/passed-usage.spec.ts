import { UsageReader } from './passed-usage.js';

function read(contentType: string, ...pieces: string[]) {
  const reader = new UsageReader(contentType);
  for (const piece of pieces) reader.push(Buffer.from(piece));
  return reader.read();
}

describe('UsageReader', () => {
  it.each([
    ['embeddings', { model: 'm', usage: { prompt_tokens: 8, total_tokens: 8 } }, [8, 0, 8]],
    ['a response', { model: 'm', usage: { input_tokens: 3, output_tokens: 4, total_tokens: 7 } }, [3, 4, 7]],
    ['a message', { model: 'm', usage: { input_tokens: 3, output_tokens: 4 } }, [3, 4, 7]],
  ])('reads the usage of %s', (_, body, [prompt, completion, total]) => {
    const text = JSON.stringify(body);
    const found = read('application/json; charset=utf-8', text.slice(0, 9), text.slice(9));
    expect(found).toEqual({ model: 'm', usage: { prompt, completion, total } });
  });

  it('reads the last usage of a stream', () => {
    const event = (value: object) => `event: x\ndata: ${JSON.stringify(value)}\n\n`;
    expect(
      read(
        'text/event-stream',
        event({ type: 'response.created', response: { usage: null } }),
        event({ type: 'delta' }),
        event({
          type: 'response.completed',
          response: { model: 'm', usage: { input_tokens: 1, output_tokens: 2 } },
        }),
        'data: [DONE]\n\n',
      ),
    ).toEqual({ model: 'm', usage: { prompt: 1, completion: 2, total: 3 } });
  });

  it.each([
    ['audio/mpeg', '{"usage":{"total_tokens":1}}'],
    ['application/json', '{"data":[]}'],
    ['application/json', '{"usage":null}'],
    ['application/json', 'broken {'],
    ['text/event-stream', 'data: {"a":1}\n\n'],
  ])('finds none in %s: %s', (contentType, text) => {
    expect(read(contentType, text)).toBeUndefined();
  });
});
