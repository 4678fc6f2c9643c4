import { load, type LoadFigures, type LoadTarget } from './load.js';
import { median } from './statistics.js';

const WARM_UP = 3;
const ROUNDS = 7;
const REQUESTS = 4_000;

type Round<Name extends string> = Readonly<Record<Name, LoadFigures>>;

/** Targets that were loaded in turn, round by round, so that the machine's mood weighs on each alike. All figures are medians. */
export class Contest<Name extends string> {
  private constructor(private readonly rounds: readonly Round<Name>[]) {}

  /** The first rounds only warm up. */
  static async of<Name extends string>(targets: Readonly<Record<Name, LoadTarget>>): Promise<Contest<Name>> {
    const rounds: Round<Name>[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round++) rounds.push(await once(targets));
    return new Contest(rounds.slice(WARM_UP));
  }

  /** Microseconds per request. */
  cpu(name: Name): number {
    return this.each((round) => round[name].cpuPerRequestUs);
  }

  cpuRatio(name: Name, other: Name): number {
    return this.each((round) => round[name].cpuPerRequestUs / round[other].cpuPerRequestUs);
  }

  /** Microseconds per request that the first costs more than the other. */
  cpuDifference(name: Name, other: Name): number {
    return this.each((round) => round[name].cpuPerRequestUs - round[other].cpuPerRequestUs);
  }

  speedRatio(name: Name, other: Name): number {
    return this.each((round) => round[name].requestsPerSecond / round[other].requestsPerSecond);
  }

  /** Milliseconds. */
  p99(name: Name): number {
    return this.each((round) => round[name].p99Ms);
  }

  private each(pick: (round: Round<Name>) => number): number {
    return median(this.rounds.map(pick));
  }
}

async function once<Name extends string>(targets: Readonly<Record<Name, LoadTarget>>): Promise<Round<Name>> {
  const figures: Partial<Record<Name, LoadFigures>> = {};
  for (const name of Object.keys(targets) as Name[]) figures[name] = await load(targets[name], REQUESTS);
  return figures as Round<Name>;
}
