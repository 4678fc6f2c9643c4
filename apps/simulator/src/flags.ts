import { parseArgs } from 'node:util';
import { Ajv, type ErrorObject } from 'ajv';
import { ENDINGS, STALLS } from './behaviour.js';
import { PLAIN_MEMBERS } from './behaviour.schema.js';
import type { SimulatorOptions } from './simulator.js';

export const HELP = `Stands in for the OpenAI and Anthropic APIs. Its answers are made up.

  --port N                  default 4010; 0 = a free one
  --host ADDRESS            default 127.0.0.1
  --latency-ms N            before each answer
  --first-token-ms N        between a stream's headers and its first token
  --tokens-per-second N     pace of streams
  --status N                answer with this error status
  --retry-after N           seconds, for the errors
  --cut-after-bytes N       cut the connection
  --stall ${STALLS.join('|')}
  --share N                 only this share of calls fails, 0..1
  --times N                 only the next N calls fail
  --finish ${ENDINGS.join('|')}
  --slice-bytes N           tear the body into pieces of N bytes
  --seed N                  make ids and times from it

While it runs: POST /__admin/behaviour (the same names in camelCase, and a script to say), GET and DELETE /__admin/calls.`;

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    port: { type: 'integer', minimum: 0, maximum: 65_535, default: 4_010 },
    host: { type: 'string' },
    ...PLAIN_MEMBERS,
  },
} as const;
const OPTIONS = Object.fromEntries(
  Object.keys(SCHEMA.properties).map((name) => [flagOf(name), { type: 'string' as const }]),
);

/** What the command line asks for: help, or a simulator. Throws an error that names the wrong flag. */
export function readFlags(args: readonly string[]): 'help' | SimulatorOptions {
  const { values } = parseArgs({ args: [...args], options: { ...OPTIONS, help: { type: 'boolean' } } });
  const { help, ...flags } = values as Record<string, unknown>;
  if (help) return 'help';
  const given = Object.entries(flags).map(([flag, value]) => [nameOf(flag), value] as const);
  const { port, host, ...behaviour } = checked(Object.fromEntries(given));
  return { port, host, behaviour };
}

function checked(values: object): Omit<SimulatorOptions, 'behaviour'> {
  const ajv = new Ajv({ coerceTypes: true, useDefaults: true });
  const check = ajv.compile<Omit<SimulatorOptions, 'behaviour'>>(SCHEMA);
  if (check(values)) return values;
  throw new Error(check.errors!.map(problemOf).join('\n'));
}

function problemOf({ instancePath, message, params }: ErrorObject): string {
  const choices = params.allowedValues as readonly string[] | undefined;
  const wanted = choices ? `must be one of ${choices.join(', ')}` : message;
  return `--${flagOf(instancePath.slice(1))} ${wanted}.`;
}

function flagOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function nameOf(flag: string): string {
  return flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
