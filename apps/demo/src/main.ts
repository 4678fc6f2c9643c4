import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { type Played, play, wentAsPromised } from './performance.js';
import { invitation, tableOf } from './playbill.js';
import { realProvider } from './real-provider.js';
import { SCENES } from './scenes.js';
import { openStage, type Stage } from './stage.js';

/** Plays the scenes, shows what happened, and stays until Ctrl-C; with `--once` it ends by itself, with 1 if a scene failed. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
  console.log('Starting RAGCache ...');
  const stage = await openStage(realProvider());
  try {
    const played = await playAll(stage);
    if (!values.once) await untilInterrupted(stage);
    else if (!played.every(wentAsPromised)) process.exitCode = 1;
  } finally {
    await stage.close();
  }
}

async function playAll(stage: Stage): Promise<Played[]> {
  console.log(`On a miss, ${stage.upstream} is asked.\n`);
  const played: Played[] = [];
  for (const scene of SCENES) played.push(await play(scene, stage.service.url));
  console.log(tableOf(played));
  return played;
}

async function untilInterrupted(stage: Stage): Promise<void> {
  console.log(invitation(stage));
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  console.log('\nStopping ...');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
