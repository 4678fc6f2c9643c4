import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { QueryParameters } from '../contract/query-parameters.js';
import { WireErrors } from '../wire/wire-errors.js';
import { ErrorRecorder } from './error.recorder.js';
import { SseResponder } from './sse.responder.js';
import { ProblemFilter } from './problem.filter.js';
import { RouteTable } from './route-table.js';

/** Error responses, and the refusal of unknown query parameters. */
@Module({})
export class HttpModule {
  /** @param llm holds the error formats of the providers. */
  static register(llm: DynamicModule): DynamicModule {
    return {
      module: HttpModule,
      imports: [llm],
      providers: [
        RouteTable,
        ErrorRecorder,
        SseResponder,
        WireErrors,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: QueryParameters },
      ],
      exports: [RouteTable, SseResponder],
    };
  }
}
