import type { RedisServer } from '@app/cache';
import type { Clock } from '@app/core';
import type { QueryEnv } from '../../query.env.js';
import type { FlightBoard } from '../flight-board.port.js';

/** The parts that a board may need. */
export interface BoardContext {
  readonly environment: QueryEnv;
  readonly clock: Clock;
  /** Present when a part uses Redis. */
  readonly redis?: RedisServer;
}

/** Every flight board, by the value of `FLIGHT_BOARD` that chooses it. */
export const FLIGHT_BOARDS = {
  memory: async ({ clock }) => {
    const { MemoryFlightBoard } = await import('./memory.flight-board.js');
    return new MemoryFlightBoard(clock);
  },
  redis: async ({ clock, redis, environment }) => {
    const { RedisFlightBoard } = await import('./redis.flight-board.js');
    return new RedisFlightBoard(clock, redis!, environment.FLIGHT_LOCK_MS);
  },
} satisfies Record<QueryEnv['FLIGHT_BOARD'], (context: BoardContext) => Promise<FlightBoard>>;
