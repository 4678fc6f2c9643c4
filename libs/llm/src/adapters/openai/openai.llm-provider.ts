import type { Answer } from '@app/core';
import { OpenAI } from 'openai';
import { LlmProvider, type Deadline, type LlmEvent, type LlmRequest } from '../../llm-provider.port.js';
import type { Upstream } from '../../provider.descriptor.js';
import { sdkOptions } from '../sdk-options.js';
import { UpstreamCall, type Open } from '../upstream-call.js';
import { UpstreamErrors } from '../upstream-errors.js';
import type { HttpClient } from '@app/http';
import { pathAt } from '../../upstreams/upstream.path.js';
import { limitFieldFor, STREAMED, toBody, type LimitField } from './request.mapper.js';
import { toAnswer } from './response.mapper.js';
import { OpenAiStreamDecoder } from './stream.decoder.js';

/** Calls OpenAI's Chat Completions, or any server that speaks them. */
export class OpenAiLlmProvider extends LlmProvider {
  readonly name: string;
  private readonly client: OpenAI;
  private readonly call: UpstreamCall;
  private readonly limitField: LimitField;

  constructor(
    private readonly upstream: Upstream,
    http: HttpClient,
  ) {
    super();
    this.name = upstream.name;
    this.client = new OpenAI({ ...sdkOptions(upstream, http), organization: null, project: null });
    this.call = new UpstreamCall(new UpstreamErrors(upstream));
    this.limitField = limitFieldFor(upstream.baseUrl);
  }

  complete(request: LlmRequest, deadline: Deadline): Promise<Answer> {
    return this.call.whole(this.open(request), deadline, toAnswer);
  }

  stream(request: LlmRequest, deadline: Deadline): AsyncIterable<LlmEvent> {
    return this.call.streamed(this.open(request, STREAMED), deadline, new OpenAiStreamDecoder());
  }

  /** Returns the SDK's raw response, because its stream reader can't distinguish a cut stream from a finished one. */
  private open(request: LlmRequest, options: Partial<typeof STREAMED> = {}): Open {
    const body = { ...toBody(request, this.limitField), ...options };
    const path = this.pathOf(request);
    return (signal) => this.client.chat.completions.create(body, { signal, ...path }).asResponse();
  }

  /** Only Azure's older paths differ from the SDK's own. */
  private pathOf({ model }: LlmRequest): { path?: string } {
    const { pathStyle } = this.upstream;
    if (pathStyle === 'v1') return {};
    return { path: pathAt({ pathStyle, query: {} }, { route: '/chat/completions', model }) };
  }
}
