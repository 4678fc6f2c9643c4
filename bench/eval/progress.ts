import { SingleBar } from 'cli-progress';

/** Shows a bar while work goes on; `tick` tells one step of `total`. */
export async function withProgress<Value>(
  title: string,
  total: number,
  work: (tick: () => void) => Value | Promise<Value>,
): Promise<Value> {
  const bar = new SingleBar({ format: `${title.padEnd(10)} {bar} {value}/{total} {duration_formatted}` });
  bar.start(total, 0);
  try {
    return await work(() => bar.increment());
  } finally {
    bar.stop();
  }
}
