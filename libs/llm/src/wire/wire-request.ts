import type { JsonObject } from '../json.js';

/** Which tiers a request may use: its answer may depend on more than the meaning of one text, or must not be kept at all. */
export type WireTiers = 'all' | 'exact' | 'none';

/** What the cache needs to know about a request in a provider's wire format. */
export interface WireRequest {
  /** As sent. */
  readonly model: string;
  readonly isStream: boolean;
  /** Whether the caller's stream tells the usage. */
  readonly wantsUsage: boolean;
  /** The text of the last message when it is the user's and all text; `null` otherwise, and the profile then holds the whole body. */
  readonly question: string | null;
  /** Everything else that shapes the answer: the body without what doesn't, the question replaced by a marker. */
  readonly profile: JsonObject;
  readonly tiers: WireTiers;
  /** What the model is told before the last message: the system prompt, earlier turns of the user. */
  readonly instructions: readonly string[];
  /** What the user said last, whether it is the question or stands beside images and files; empty when the user said nothing. */
  readonly said: string;
  /** The tools that it offers: the names of the caller's own and the types of the provider's. */
  readonly tools: readonly string[];
  /** The provider may search or fetch for its answer. */
  readonly searches: boolean;
  /**
   * The one function that the model has to call. Then its arguments are the answer in the form of a schema, as clients ask for
   * structured output, and no action.
   */
  readonly forcedTool?: string;
}
