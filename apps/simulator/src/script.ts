/** What the simulated model is told to say. Absent members: what it would make up, or nothing. */
export interface Script {
  readonly text?: string;
  /** Said before the text: `reasoning_content`, or a thinking block. */
  readonly reasoning?: string;
  readonly refusal?: string;
  /** All in one answer. */
  readonly toolCalls?: readonly ScriptedCall[];
  /** Of the text, in the provider's own shape: OpenAI's annotations, Anthropic's citations. */
  readonly citations?: readonly object[];
  /** Anthropic: what ended the text. OpenAI doesn't say. */
  readonly stopSequence?: string;
  /** Anthropic: content blocks that come in one piece before the text, such as redacted thinking. */
  readonly sealedBlocks?: readonly object[];
  /** Anthropic: a text block after the tool calls. */
  readonly afterword?: string;
  /** Of the prompt, read from the provider's own cache. */
  readonly cachedTokens?: number;
  /** Anthropic: of the prompt, written to the provider's own cache. */
  readonly cacheWriteTokens?: number;
  /** How much text one delta of a stream brings; 1 unless told. */
  readonly wordsPerDelta?: number;
}

export interface ScriptedCall {
  readonly name: string;
  /** JSON text as the model writes it, or the object that it stands for. */
  readonly arguments: object | string;
}
