import { Anthropic } from '@anthropic-ai/sdk';
import type { Answer } from '@app/core';
import { LlmProvider, type Deadline, type LlmEvent, type LlmRequest } from '../../llm-provider.port.js';
import type { Upstream } from '../../provider.descriptor.js';
import { sdkOptions } from '../sdk-options.js';
import { UpstreamCall, type Open } from '../upstream-call.js';
import { UpstreamErrors } from '../upstream-errors.js';
import type { HttpClient } from '@app/http';
import { API_VERSION, STREAMED, toBody } from './request.mapper.js';
import { toAnswer } from './response.mapper.js';
import { AnthropicStreamDecoder } from './stream.decoder.js';

/** Calls Anthropic's Messages, or any server that speaks them. */
export class AnthropicLlmProvider extends LlmProvider {
  readonly name: string;
  private readonly client: Anthropic;
  private readonly call: UpstreamCall;

  /** The SDK's tracing is off, because its spans can hold prompts. */
  constructor(upstream: Upstream, http: HttpClient) {
    super();
    const options = sdkOptions(upstream, http);
    const defaultHeaders = { 'anthropic-version': API_VERSION, ...options.defaultHeaders };
    this.name = upstream.name;
    this.client = new Anthropic({ ...options, defaultHeaders, openTelemetry: false });
    this.call = new UpstreamCall(new UpstreamErrors(upstream));
  }

  complete(request: LlmRequest, deadline: Deadline): Promise<Answer> {
    return this.call.whole(this.open(request), deadline, toAnswer);
  }

  stream(request: LlmRequest, deadline: Deadline): AsyncIterable<LlmEvent> {
    return this.call.streamed(this.open(request, STREAMED), deadline, new AnthropicStreamDecoder());
  }

  /**
   * Returns the SDK's raw response, because its stream reader can't distinguish a cut stream from a finished one. It uses `post`,
   * because `messages.create` writes model names to the console.
   */
  private open(request: LlmRequest, options: Partial<typeof STREAMED> = {}): Open {
    const body = { ...toBody(request), ...options };
    return (signal) => this.client.post('/v1/messages', { body, signal }).asResponse();
  }
}
