import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { type Played, play } from './performance.js';
import { invitation, playbillOf } from './playbill.js';
import { brokenPromises } from './promises.js';
import { realProvider } from './real-provider.js';
import { SCENES } from './scenes.js';
import { openStage, type Stage } from './stage.js';

/** Characters of the service's output that are shown when it dies. */
const LAST_WORDS = 2_000;

/** Plays the scenes, shows what happened, and stays until Ctrl-C; with `--once` it ends by itself. */
async function main(left: AbortSignal): Promise<void> {
  const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
  // Until all has gone well: nobody may take an interrupted `--once` for a success.
  process.exitCode = values.once ? 1 : 0;
  console.log('Starting RAGCache ...');
  const stage = await openStage(realProvider());
  try {
    const isAsPromised = await perform(stage, left);
    if (!values.once) await untilLeft(stage, left);
    else if (isAsPromised) process.exitCode = 0;
  } finally {
    await stage.close();
  }
}

async function perform({ service, upstream }: Stage, left: AbortSignal): Promise<boolean> {
  console.log(`Asking ${SCENES.length} questions. On a miss they go to ${upstream}.\n`);
  const played: Played[] = [];
  const broken: string[] = [];
  for (const scene of SCENES) {
    const one = await play(scene, service.url, left);
    broken.push(...brokenPromises(one, played).map((what) => `${scene.tenant}, ${scene.shows}: ${what}`));
    played.push(one);
  }
  console.log(playbillOf(played, broken));
  return broken.length === 0;
}

async function untilLeft(stage: Stage, left: AbortSignal): Promise<void> {
  console.log(invitation(stage));
  const leaving = left.aborted ? undefined : once(left, 'abort');
  await Promise.race([leaving, stage.service.ended]);
  if (!left.aborted)
    throw new Error(
      `The service ended by itself. It printed last:\n${stage.service.output().slice(-LAST_WORDS)}`,
    );
  console.log('\nStopping ...');
}

/** Aborted by Ctrl-C or SIGTERM; a second Ctrl-C changes nothing, for there are processes to end and files to remove. */
function leaving(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

const left = leaving();
main(left).catch((error: unknown) => {
  if (left.aborted) return;
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
