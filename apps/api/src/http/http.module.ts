import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ProblemFilter } from './problem.filter.js';
import { RouteTable } from './route-table.js';

/** How HTTP refuses. */
@Module({ providers: [RouteTable, { provide: APP_FILTER, useClass: ProblemFilter }], exports: [RouteTable] })
export class HttpModule {}
