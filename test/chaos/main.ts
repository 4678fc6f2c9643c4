import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { withTimeout } from '@app/core';
import { isMet, printResult } from '../../bench/report.js';
import type { Fault } from './fault.js';
import { FAULTS } from './faults.js';
import { jestReport, type Verdict } from './jest-report.js';

/** Longest that a fault may take, so that nothing hangs: quick ones take seconds, unless the machine is busy. Milliseconds. */
const LONGEST_MS = { quick: 120_000, thorough: 600_000 };

/** Brings the faults about, one after the other, and ends with the count of those that were survived. */
async function main(): Promise<void> {
  const { quick, only, rounds, outputFile } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      rounds: { type: 'string' },
      outputFile: { type: 'string' },
    },
  }).values;
  const faults = FAULTS.filter(({ name, isQuick }) => (!only || name === only) && (!quick || isQuick));
  const verdicts: Verdict[] = [];
  for (const fault of faults) verdicts.push(await verdictOn(fault, rounds));
  const count = (verdict: Verdict) => verdicts.filter((one) => one === verdict).length;
  if (outputFile) writeFileSync(outputFile, JSON.stringify(jestReport(faults, verdicts)));
  console.log(`tests: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
  process.exitCode = count('failed') === 0 && faults.length > 0 ? 0 : 1;
}

async function verdictOn({ name, title, isQuick, run }: Fault, rounds?: string): Promise<Verdict> {
  try {
    const result = await withTimeout(
      run(rounds === undefined ? undefined : Number(rounds)),
      isQuick ? LONGEST_MS.quick : LONGEST_MS.thorough,
    );
    if ('skipped' in result) {
      console.log(`${name}: ${title}: skipped, ${result.skipped}`);
      return 'skipped';
    }
    printResult({ name, title: `${name}: ${title}`, figures: result });
    return result.every(isMet) ? 'passed' : 'failed';
  } catch (error) {
    console.error(`${name}: ${title} could not be tried:`, error);
    return 'failed';
  }
}

void main().finally(() => process.exit());
