import { existsSync, readFileSync } from 'node:fs';

const file = (pid: number) => `/proc/${pid}/task/${pid}/schedstat`;

/** Whether this machine tells what threads use: Linux does. */
export const TELLS_CPU = existsSync(file(process.pid));

/** Milliseconds of processor time that the main thread of a process has used: what its event loop was busy for, however busy the machine is. */
export function mainThreadMs(pid: number): number {
  return Number(readFileSync(file(pid), 'utf8').split(' ')[0]) / 1e6;
}

/** What the work cost the main thread of a process, at best of several times: whatever else it did can only add. Milliseconds. */
export async function costOf(pid: number, work: () => Promise<unknown>, times = 3): Promise<number> {
  const costs: number[] = [];
  while (costs.length < times) {
    const before = mainThreadMs(pid);
    await work();
    costs.push(mainThreadMs(pid) - before);
  }
  return Math.min(...costs);
}
