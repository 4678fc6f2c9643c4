/**
 * Most UTF-8 bytes of a text that is sent. The API takes 8,192 tokens, and its tokenizers are byte-level: a token has
 * at least one byte, so that what fits here fits there in every script. English uses about a quarter of the window.
 */
const WINDOW_BYTES = 8_192;

const encoder = new TextEncoder();

/** A text that fits the window of the API, and whether something had to be cut off. Characters stay whole. */
export function withinWindow(text: string): { readonly input: string; readonly truncated: boolean } {
  const { read } = encoder.encodeInto(text, new Uint8Array(WINDOW_BYTES));
  return { input: text.slice(0, read), truncated: read < text.length };
}
