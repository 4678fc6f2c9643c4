import type { WireFormat, WireName } from '../wire/wire-format.port.js';

type WireFormatClass = new () => WireFormat;

/** The wire formats by name; loaded only when their endpoint is served. */
export const WIRE_FORMATS = {
  'chat-completions': async () =>
    (await import('./openai/wire/chat-completions.wire-format.js')).ChatCompletionsWireFormat,
  messages: async () => (await import('./anthropic/wire/messages.wire-format.js')).MessagesWireFormat,
} satisfies Record<WireName, () => Promise<WireFormatClass>>;
