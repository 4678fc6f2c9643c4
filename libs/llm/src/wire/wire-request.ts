import type { JsonObject } from '../json.js';

/**
 * The tiers that a request may use. `canonical`: only the same question, in another spelling at most, may share its answer. `exact`:
 * its answer depends on more than the meaning of one text. `none`: it must not be stored.
 */
export type WireTiers = 'all' | 'canonical' | 'exact' | 'none';

/** The facts that the cache needs about a request in a provider's wire format. */
export interface WireRequest {
  /** As sent. */
  readonly model: string;
  readonly isStream: boolean;
  /** Whether the caller's stream reports the usage. */
  readonly wantsUsage: boolean;
  /** The text of the last message, when it is the user's and plain text. Otherwise `null`, and the profile holds the whole body. */
  readonly question: string | null;
  /** The members of the body that shape the answer, with a marker in place of the question. */
  readonly profile: JsonObject;
  readonly tiers: WireTiers;
  /** The texts before the last message: the system prompt, and the user's earlier messages. */
  readonly instructions: readonly string[];
  /** The text of the user's last message, with or without images and files beside it; empty when there is none. */
  readonly said: string;
  /** The tools of the request: names of the caller's own tools, and types of the provider's. */
  readonly tools: readonly string[];
  /** Whether the provider may search or fetch for its answer. */
  readonly searches: boolean;
  /**
   * The one function that the model must call. Clients ask for structured output in this way, so the arguments are an answer in the
   * form of a schema and not an action.
   */
  readonly forcedTool?: string;
  /** How many answers it wants at once, when it is more than one. An answer with more of them serves it, too, so the number is not in the profile. */
  readonly choices?: number;
  /** The provider keeps its answer under an id, so that the caller can come back to it. */
  readonly isKept?: boolean;
  /** Members that an answer repeats from its request, though they don't shape it. */
  readonly echo?: JsonObject;
}
