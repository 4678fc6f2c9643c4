import { HELP, readFlags } from './flags.js';
import { createSimulator } from './simulator.js';

async function main(): Promise<void> {
  const flags = readFlags(process.argv.slice(2));
  if (flags === 'help') return console.log(HELP);
  const { url, close } = await createSimulator(flags);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
  console.log(`The simulator listens on ${url} (OPENAI_BASE_URL=${url}/v1 ANTHROPIC_BASE_URL=${url})`);
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  return isTaken
    ? `${error.message}. Give another port with --port, or 0 for a free one.`
    : `${error.message} See --help.`;
}
