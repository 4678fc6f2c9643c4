import { IsIn, IsInt, Max, Min } from 'class-validator';

export const FLIGHT_BOARD_NAMES = ['memory', 'redis'] as const;

const MILLISECONDS = { message: 'FLIGHT_LOCK_MS must be a whole number from 100 to 60000' };

/** What an operator says about sharing upstream calls. */
export class QueryEnv {
  /** `redis`: replicas wait for each other's calls. */
  @IsIn(FLIGHT_BOARD_NAMES, { message: `FLIGHT_BOARD must be one of: ${FLIGHT_BOARD_NAMES.join(', ')}.` })
  FLIGHT_BOARD: (typeof FLIGHT_BOARD_NAMES)[number] = 'memory';

  /** How long a replica that died keeps the others waiting, at most. */
  @IsInt(MILLISECONDS)
  @Min(100, MILLISECONDS)
  @Max(60_000, MILLISECONDS)
  FLIGHT_LOCK_MS: number = 3_000;
}
