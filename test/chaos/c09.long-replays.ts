import type { Figure } from '../../bench/bench-part.js';
import type { Stage } from '../e2e/stage.js';
import { CHAT_COMPLETIONS, type Endpoint, MESSAGES, QUERY } from '../support/endpoints.js';
import { heldForPaused, LONG, readReplays, rememberLong, slowestProbe } from '../support/long.answer.js';
import type { Fault } from './fault.js';
import { count, milliseconds } from './figures.js';
import { onStage } from './on-stage.js';

const AT_ONCE = 10;
const PAUSED = 20;
const PROBE_MS = 300;
const HELD_MEGABYTES = 200;
const FORMATS: readonly Endpoint[] = [QUERY, CHAT_COMPLETIONS, MESSAGES];

export const longReplays: Fault = {
  name: 'c09',
  title: `replays of ${LONG} characters: ${AT_ONCE} at once, and ${PAUSED} readers that stop reading`,
  isQuick: true,
  run: () => onStage({}, replayed),
};

async function replayed(stage: Stage): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const endpoint of FORMATS) figures.push(...(await figuresOf(stage, endpoint)));
  return figures;
}

async function figuresOf(stage: Stage, endpoint: Endpoint): Promise<Figure[]> {
  const { service } = stage;
  await rememberLong(stage, endpoint);
  const one = await slowestProbe(service, () => readReplays(service, endpoint, 1));
  const many = await slowestProbe(service, () => readReplays(service, endpoint, AT_ONCE));
  const held = await heldForPaused(service, endpoint, PAUSED);
  return [
    milliseconds(`${endpoint.path}: slowest probe during one`, one, PROBE_MS),
    milliseconds(`… during ${AT_ONCE}`, many, PROBE_MS),
    count(`… megabytes held for ${PAUSED} who stop reading`, held, HELD_MEGABYTES),
  ];
}
