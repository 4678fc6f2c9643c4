import { parseArgs } from 'node:util';
import { type Behaviour, ENDINGS, STALLS } from './behaviour.js';
import { createSimulator } from './simulator.js';

const HELP = `Stands in for the OpenAI and Anthropic APIs on 127.0.0.1. Its answers are made up.

  --port N                  default 4010; 0 = a free one
  --latency-ms N            before each answer
  --first-token-ms N        between a stream's headers and its first token
  --tokens-per-second N     pace of streams
  --status N                answer with this error status
  --retry-after N           seconds, for the errors
  --share N                 only this share of calls fails, 0..1
  --times N                 only the next N calls fail
  --cut-after-bytes N       cut the connection
  --stall ${STALLS.join('|')}
  --finish ${ENDINGS.join('|')}

While it runs: POST /__admin/behaviour (the same names in camelCase), GET and DELETE /__admin/calls.`;

const NUMBERS = [
  'latency-ms',
  'first-token-ms',
  'tokens-per-second',
  'status',
  'retry-after',
  'share',
  'times',
  'cut-after-bytes',
];
const NAMES = ['stall', 'finish'];

async function main(): Promise<void> {
  const text: Record<string, { type: 'string' }> = Object.fromEntries(
    ['port', ...NUMBERS, ...NAMES].map((name) => [name, { type: 'string' as const }]),
  );
  const { values }: { values: Record<string, unknown> } = parseArgs({
    options: { ...text, help: { type: 'boolean' } },
  });
  if (values.help) return console.log(HELP);
  const simulator = await createSimulator({
    port: Number(values.port ?? 4010),
    behaviour: behaviourOf(values),
  });
  console.log(
    `The simulator listens on ${simulator.url} (OPENAI_BASE_URL=${simulator.url}/v1 ANTHROPIC_BASE_URL=${simulator.url})`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
}

function behaviourOf(values: Readonly<Record<string, unknown>>): Behaviour {
  const given = [...NUMBERS, ...NAMES].filter((name) => values[name] !== undefined);
  return Object.fromEntries(
    given.map((name) => [camelCase(name), NUMBERS.includes(name) ? Number(values[name]) : values[name]]),
  );
}

function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
