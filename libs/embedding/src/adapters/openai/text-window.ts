/**
 * Most UTF-8 bytes of a text that is sent. The API accepts 8,192 tokens. Its tokenizers work on bytes and a token has at least one,
 * so a text within this limit fits in every script. An English text of this length uses about a quarter of the tokens.
 */
const WINDOW_BYTES = 8_192;

const encoder = new TextEncoder();

/** Cuts a text to the window of the API, never inside a character. */
export function withinWindow(text: string): { readonly input: string; readonly truncated: boolean } {
  const { read } = encoder.encodeInto(text, new Uint8Array(WINDOW_BYTES));
  return { input: text.slice(0, read), truncated: read < text.length };
}
