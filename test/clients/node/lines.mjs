// How a client program talks to the tests: a line of JSON comes in for each task, and a line of JSON goes out for it.
import { createInterface } from 'node:readline';

/**
 * Answers until the input ends.
 * @param {Record<string, (input: any) => unknown>} tasks by name. What one throws is told, and goes to stderr with its stack; then the next line is read.
 */
export async function answerLines(tasks) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { task, input } = JSON.parse(line);
    process.stdout.write(`${JSON.stringify(await outcomeOf(() => tasks[task](input)))}\n`);
  }
}

async function outcomeOf(task) {
  try {
    return { result: (await task()) ?? null };
  } catch (error) {
    console.error(error);
    return { error: String(error) };
  }
}
