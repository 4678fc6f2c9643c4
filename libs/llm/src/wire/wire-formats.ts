import { WIRE_FORMATS } from '../adapters/wire-formats.js';
import type { WireFormat, WireName } from './wire-format.port.js';

/** Every wire format by name. */
export class WireFormats {
  private constructor(private readonly formats: Readonly<Record<WireName, WireFormat>>) {}

  static async load(): Promise<WireFormats> {
    const [ChatCompletions, Messages] = await Promise.all([
      WIRE_FORMATS['chat-completions'](),
      WIRE_FORMATS.messages(),
    ]);
    return new WireFormats({ 'chat-completions': new ChatCompletions(), messages: new Messages() });
  }

  get(name: WireName): WireFormat {
    return this.formats[name];
  }
}
