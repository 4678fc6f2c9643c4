import { WIRE_NAMES, type WireFormat, type WireFormats, type WireName } from '../wire/wire-format.port.js';

type WireFormatClass = new () => WireFormat;

/** Every wire format, by name. */
export const WIRE_FORMATS = {
  'chat-completions': async () =>
    (await import('./openai/wire/chat-completions.wire-format.js')).ChatCompletionsWireFormat,
  responses: async () => (await import('./openai/responses/responses.wire-format.js')).ResponsesWireFormat,
  messages: async () => (await import('./anthropic/wire/messages.wire-format.js')).MessagesWireFormat,
  'input-tokens': async () =>
    (await import('./openai/responses/input-tokens.wire-format.js')).InputTokensWireFormat,
  'count-tokens': async () =>
    (await import('./anthropic/wire/count-tokens.wire-format.js')).CountTokensWireFormat,
} satisfies Record<WireName, () => Promise<WireFormatClass>>;

export async function loadWireFormats(): Promise<WireFormats> {
  const formats = WIRE_NAMES.map(async (name) => {
    const Format = await WIRE_FORMATS[name]();
    return [name, new Format()] as const;
  });
  return Object.fromEntries(await Promise.all(formats)) as WireFormats;
}
