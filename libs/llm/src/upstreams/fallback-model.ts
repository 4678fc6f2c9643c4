/** A model of an upstream that is asked when another one fails. */
export interface FallbackModel {
  /** A row's name, or `openai` or `anthropic` for the upstreams of OPENAI_* and ANTHROPIC_*. */
  readonly upstream: string;
  readonly model: string;
}
