export {
  readEmbeddingsAnswer,
  type AskedItems,
  type EmbeddingsAnswer,
} from './adapters/openai/wire/embeddings.answer.js';
export type { EmbeddingsInput } from './adapters/openai/wire/embeddings.input.js';
export { joinedJson, type JoinedItem } from './adapters/openai/wire/embeddings.joined.js';
export {
  identityOfItem,
  readEmbeddings,
  type EmbeddingsEncoding,
  type EmbeddingsRequest,
} from './adapters/openai/wire/embeddings.request.js';
export { isLookedUp } from './adapters/openai/responses/responses.input.js';
export { PROVIDER_DESCRIPTORS } from './adapters/provider.table.js';
export { codeOfStatus } from './adapters/upstream-statuses.js';
export { loadWireFormats } from './adapters/wire-formats.js';
export { ModelCatalog } from './catalog/model.catalog.js';
export {
  BrokenAnswer,
  BrokenToolInput,
  ReportedFailure,
  UpstreamError,
  type UpstreamErrorCode,
} from './errors.js';
export { LlmEnv } from './llm.env.js';
export { LlmModule } from './llm.module.js';
export {
  LlmProvider,
  LlmProviders,
  type Deadline,
  type LlmEvent,
  type LlmRequest,
} from './llm-provider.port.js';
export { defaultModels, upstreamTable } from './upstream.table.js';
export {
  ModelRoutes,
  type ModelRoute,
  type ReachableRow,
  type ReachableUpstream,
  type ShorthandUpstream,
} from './upstreams/model.routes.js';
export { UPSTREAM_HEADER } from './upstreams/naming.wire-upstream.js';
export { searchAt } from './upstreams/upstream.path.js';
export type { FallbackModel } from './upstreams/fallback-model.js';
export type { UpstreamRow } from './upstreams/upstream-row.js';
export { cutMember, replaceMember } from './wire/body.splice.js';
export { modelIn, setModel, unreadModel, type NamedModel } from './wire/model.splice.js';
export { isIJson, keepsIntegers } from './wire/i-json.js';
export { codePointEnd } from './wire/code-point.end.js';
export { slicesOf, type Slicing } from './wire/text.slices.js';
export { showsSearch } from './wire/search-in-answer.js';
export { isSearchModel } from './wire/tools-in-request.js';
export { isObject, objectsIn, parseObject, type JsonObject } from './json.js';
export { endedFrame, eventOf, type SseEvent } from './sse/sse.event.js';
export { SseFrames } from './sse/sse.frames.js';
export { identityHeaders, SHAPING_HEADERS, shapingHeaders } from './wire/shaping-headers.js';
export {
  WIRE_NAMES,
  WireFormat,
  WireFormats,
  WireStreamReader,
  type ReplayFacts,
  type ReplayIds,
  type StreamFacts,
  type WireName,
} from './wire/wire-format.port.js';
export type { ToolCall } from './wire/tool-call.js';
export type { WireRequest, WireTiers } from './wire/wire-request.js';
export { parsedInTurns } from './wire/parsed-in-turns.js';
export { passedHeaders } from './wire/passed-headers.js';
export {
  WireUpstream,
  type PassedCall,
  type WireCall,
  type WireResponse,
} from './wire/wire-upstream.port.js';
