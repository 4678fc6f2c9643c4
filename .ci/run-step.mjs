// Runs one step, its output in a file, so that the outputs of steps that run side by side don't mix.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const running = new Set();

/**
 * @param {import('./steps.mjs').Step} step
 * @param {{ folder: string, limitMs: number }} where how long it may take; then it and all it started is killed.
 * @returns {Promise<{ name: string, seconds: number, isOk: boolean, report?: string }>}
 */
export async function runStep(step, { folder, limitMs }) {
  const began = performance.now();
  const log = join(folder, `${step.name.replaceAll(':', '-')}.log`);
  const problem = limitMs > 0 ? await outcomeOf(step, { log, limitMs }) : 'not started: no time is left';
  const seconds = (performance.now() - began) / 1_000;
  const output = limitMs > 0 ? readFileSync(log, 'utf8') : '';
  const verdict = problem === undefined ? '' : `-- ${step.name} failed: ${problem}\n`;
  process.stdout.write(
    `\n== ${step.name}: ${step.command.join(' ')} (${seconds.toFixed(0)} s)\n${output}${verdict}`,
  );
  return {
    name: step.name,
    seconds,
    isOk: problem === undefined || step.isOptional === true,
    report: step.report,
  };
}

/** @returns what went wrong, or nothing. */
function outcomeOf({ command: [program, ...args], path, environment }, { log, limitMs }) {
  const file = openSync(log, 'w');
  const PATH = path === undefined ? process.env.PATH : path + delimiter + process.env.PATH;
  const child = spawn(program, args, {
    env: { ...process.env, ...environment, PATH },
    stdio: ['ignore', file, file],
    detached: true,
  });
  closeSync(file);
  running.add(child);
  return new Promise((resolve) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      kill(child);
    }, limitMs);
    const end = (problem) => {
      clearTimeout(timer);
      running.delete(child);
      resolve(problem);
    };
    child.on('error', ({ message }) => end(message));
    child.on('exit', (code, signal) => {
      if (isLate) end(`killed after ${(limitMs / 1_000).toFixed(0)} s`);
      else end(code === 0 ? undefined : `it ended with ${code ?? signal}`);
    });
  });
}

export function killAll() {
  running.forEach(kill);
}

/** With everything that it started. */
function kill(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
