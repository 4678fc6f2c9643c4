export { codeOfStatus } from './adapters/upstream-statuses.js';
export { ModelCatalog } from './catalog/model.catalog.js';
export { HIGHEST_TEMPERATURE } from './highest-temperature.js';
export type { JsonObject } from './json.js';
export { LlmEnv } from './llm.env.js';
export { LlmModule } from './llm.module.js';
export { LlmProvider, type Deadline, type LlmEvent, type LlmRequest } from './llm-provider.port.js';
export { UpstreamError, type UpstreamErrorCode } from './upstream.error.js';
export { upstreamTable } from './upstream.table.js';
export { Upstreams } from './upstreams.js';
export { addIncludeUsage, cutMember } from './wire/body.splice.js';
export { isIJson, keepsIntegers } from './wire/i-json.js';
export { codePointEnd } from './wire/code-point.end.js';
export { slicesOf, type Slicing } from './wire/text.slices.js';
export { showsSearch } from './wire/search-in-answer.js';
export { isSearchModel } from './wire/tools-in-request.js';
export { WireFormats } from './wire/wire-formats.js';
export { parseObject } from './json.js';
export { BrokenAnswer, BrokenToolInput } from './broken-answer.error.js';
export { ReportedFailure } from './reported-failure.error.js';
export { endedFrame, eventOf, type SseEvent } from './sse/sse.event.js';
export { SseFrames } from './sse/sse.frames.js';
export { identityHeaders, SHAPING_HEADERS, shapingHeaders } from './wire/shaping-headers.js';
export {
  WIRE_NAMES,
  WireFormat,
  WireStreamReader,
  type ReplayFacts,
  type StreamFacts,
  type WireName,
} from './wire/wire-format.port.js';
export type { ToolCall } from './wire/tool-call.js';
export type { WireRequest, WireTiers } from './wire/wire-request.js';
export { WireUpstream, type WireCall, type WireResponse } from './wire/wire-upstream.port.js';
export { WireUpstreams } from './wire/wire-upstreams.js';
