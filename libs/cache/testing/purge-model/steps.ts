import { rememberOptions, anAnswer } from '../memory.cache.js';
import type { CacheReader } from '../../src/cache-reader.js';
import type { KnownAsk } from '../../src/tiers/ask.js';
import type { AnswerFacts, NotedFilter } from './ledger.js';
import type { Asked, Replica } from './replica.js';
import type { System } from './system.js';

const TTL_MS = 10 * 86_400_000;
const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** A request of a replica, as far as memory goes: what is served has to be right. */
export async function ask(system: System, index: number, asked: Asked): Promise<void> {
  const replica = system.replica(index);
  if (!replica.isAlive) return;
  const { ledger } = system;
  const request = replica.ask(asked);
  const begun = ledger.next();
  const { hit, state } = await replica.cache.reader.lookUp(request);
  if (state) await system.noteSeen(replica, asked.tenant);
  check(system, replica, asked, hit?.entry.payload.answer.text);
  if (!hit && state) system.waiting.push({ replica, asked, ask: { ...request, state }, begun });
}

/** A request that wants a new answer. */
export async function refresh(system: System, index: number, asked: Asked): Promise<void> {
  const replica = system.replica(index);
  if (!replica.isAlive) return;
  const request = replica.ask(asked);
  const begun = system.ledger.next();
  const state = await replica.cache.reader.readState(request);
  if (!state) return;
  await system.noteSeen(replica, asked.tenant);
  system.waiting.push({ replica, asked, ask: { ...request, state }, begun, isRefresh: true });
}

/** A request that waited long enough looks once more, and calls the model. */
export async function call(system: System, pick: number, facts: AnswerFacts): Promise<void> {
  const [request] = system.waiting.splice(pick % Math.max(1, system.waiting.length), 1);
  if (!request?.replica.isAlive) return;
  const { replica, asked, ask: known, begun, isRefresh } = request;
  const { reader } = replica.cache;
  if (!isRefresh && (await servedAgain(system, reader, known, request))) return;
  const ordered = system.ledger.next();
  const order = await reader.order(known);
  if (order === undefined) return;
  const answer = { ...asked, ...facts, text: `answer ${ordered}`, begun, ordered, isGone: false };
  system.ledger.answers.push(answer);
  system.calls.push({ replica, ask: { ...known, order }, answer });
}

async function servedAgain(
  system: System,
  reader: CacheReader,
  known: KnownAsk,
  { replica, asked }: { readonly replica: Replica; readonly asked: Asked },
): Promise<boolean> {
  const hit = await reader.recheck(known);
  if (hit) check(system, replica, asked, hit.entry.payload.answer.text);
  return hit !== undefined;
}

/** The model answers, and the answer is remembered. */
export async function finish(system: System, pick: number): Promise<void> {
  const [open] = system.calls.splice(pick % Math.max(1, system.calls.length), 1);
  if (!open?.replica.isAlive) return;
  const { replica, ask: asked, answer } = open;
  const { text, tags, model, writer } = answer;
  const options = rememberOptions({ tags, model, writer, ttlMs: TTL_MS });
  const held = replica.link.nextHeld();
  const accepted = replica.cache.writer.accept(anAnswer(text), asked, options);
  if ('skipped' in accepted) return;
  const written = accepted.written.then((isStored) => isStored && system.ledger.noteStored(answer));
  await Promise.race([written, held]);
}

export async function purge(
  system: System,
  index: number,
  tenant: string,
  named: NotedFilter,
): Promise<void> {
  const replica = system.replica(index);
  if (!replica.isAlive) return;
  const by = `key-${system.ledger.next()}`;
  const { id, ...rest } = named;
  const { directory, purge: purging } = replica.cache;
  const order = { tenant, by, ...rest };
  const asked = id === undefined ? purging.run(order) : directory.remove(tenant, id, by);
  const fact = await asked.catch(() => undefined);
  if (!fact) return;
  const { born, epochs } = await system.world.truth().read({ tenant, namespace: 'default' });
  const { number } = fact;
  const knowers = new Set([replica]);
  system.ledger.purges.push({
    tenant,
    named,
    by,
    at: system.ledger.next(),
    number,
    born,
    epoch: epochs.tenant,
    knowers,
    isLost: false,
  });
}

export async function evict(system: System, pick: number): Promise<void> {
  const key = await system.world.evict(pick);
  if (key) system.ledger.noteEvicted(key);
}

/** The process ends without a word. @param arrives whether what it had sent still arrives. */
export async function crash(system: System, index: number, arrives: boolean): Promise<void> {
  const replica = system.replica(index);
  if (!replica.isAlive) return;
  replica.isAlive = false;
  replica.link.mode = 'cut';
  await replica.link.settle(arrives);
  await replica.cache.maintenance.stop();
  await system.review();
}

export async function cut(system: System, index: number): Promise<void> {
  const replica = system.replica(index);
  if (!replica.isConnected) return;
  system.ledger.isCalm = false;
  replica.link.mode = 'cut';
  replica.link.break();
  await system.review();
}

/** @param arrives whether what was held still arrives. */
export async function reconnect(system: System, index: number, arrives: boolean): Promise<void> {
  const away = system.replicas.filter(({ isAlive, link }) => isAlive && link.mode !== 'up');
  const replica = away[index % Math.max(1, away.length)];
  if (!replica) return;
  if (replica.link.isCut) replica.link.break();
  replica.link.mode = 'up';
  await replica.link.settle(arrives);
  await replica.cache.writer.drain();
  await system.review();
}

export async function failOver(system: System, lost: number | 'all', skew: number): Promise<void> {
  system.ledger.isCalm = false;
  // Servers never change within a millisecond: a registry that is lost begins with another number.
  system.world.time.pass(1);
  await system.world.failOver(lost === 'all' ? EVERYTHING : lost, skew);
  for (const replica of system.replicas) if (replica.isConnected) replica.link.break();
  await system.review();
}

/** All is well again. @param waits whether those are given up that don't come back. */
export async function recover(system: System, arrives: boolean, waits: boolean): Promise<void> {
  for (const replica of system.replicas)
    await (replica.isAlive ? reconnect(system, 0, arrives) : system.restart());
  await system.pass(waits ? 7_000 : 2_000);
}

export async function look(system: System, index: number): Promise<void> {
  await system.replica(index).look();
  await system.review();
}

/** House-keeping forgets old purges. @param kept how many of the newest are kept. */
export async function trim(system: System, tenant: string, kept: number): Promise<void> {
  system.ledger.isCalm = false;
  const { purges } = system.world.truth();
  const facts = await purges.after(tenant, 0, 10_000);
  const oldest = facts.at(-1 - kept);
  if (oldest) await purges.trim(tenant, oldest.number);
}

/** @throws when what was served may not be, or what should be was not. */
function check(system: System, replica: Replica, asked: Asked, text: string | undefined): void {
  const { ledger } = system;
  if (text === undefined) {
    ledger.noteMiss(asked);
    const due = ledger.isCalm && replica.isConnected ? ledger.due(asked) : undefined;
    if (due) throw new Error(`${replica.name} does not serve ${due.text} to ${JSON.stringify(asked)}`);
    return;
  }
  ledger.hits++;
  const why = ledger.whyWrong(text, asked, replica.clock.now());
  if (why) throw new Error(`${replica.name} served ${text} to ${JSON.stringify(asked)}, but ${why}`);
}
