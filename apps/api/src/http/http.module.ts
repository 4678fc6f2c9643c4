import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ErrorNotes } from './error.notes.js';
import { ProblemFilter } from './problem.filter.js';
import { RouteTable } from './route-table.js';

/** How HTTP refuses. */
@Module({
  providers: [RouteTable, ErrorNotes, { provide: APP_FILTER, useClass: ProblemFilter }],
  exports: [RouteTable, ErrorNotes],
})
export class HttpModule {}
