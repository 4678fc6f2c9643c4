import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { isMet, printResult } from '../../bench/report.js';
import type { Fault } from './fault.js';
import { FAULTS } from './faults.js';

/** Longest that one fault may take, so that nothing hangs. Milliseconds. */
const LONGEST_MS = 120_000;

/** Brings the faults about, one after the other, and ends with the count of those that were survived. */
async function main(): Promise<void> {
  const { quick, only } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
  }).values;
  const faults = FAULTS.filter(({ name, isQuick }) => (only ? name === only : !quick || isQuick));
  let survived = 0;
  for (const fault of faults) if (await survives(fault)) survived++;
  console.log(`tests: ${survived} passed, ${faults.length - survived} failed, 0 skipped`);
  process.exitCode = survived === faults.length && faults.length > 0 ? 0 : 1;
}

async function survives({ name, title, run }: Fault): Promise<boolean> {
  try {
    const figures = await within(run());
    printResult({ name, title: `${name}: ${title}`, figures });
    return figures.every(isMet);
  } catch (error) {
    console.error(`${name}: ${title} could not be tried:`, error);
    return false;
  }
}

async function within<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It took longer than ${LONGEST_MS} ms.`)), LONGEST_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

void main().finally(() => process.exit());
