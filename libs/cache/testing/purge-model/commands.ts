import * as fc from 'fast-check';
import type { AnswerFacts, Ledger, NotedFilter } from './ledger.js';
import type { Asked } from './replica.js';
import * as steps from './steps.js';
import type { System } from './system.js';

type Command = fc.AsyncCommand<Ledger, System>;

/** One thing that happens. */
class Step implements Command {
  constructor(
    private readonly name: string,
    private readonly run_: (system: System) => Promise<void>,
  ) {}

  check(): boolean {
    return true;
  }

  async run(_: Ledger, system: System): Promise<void> {
    await this.run_(system);
    await system.world.settle();
  }

  toString(): string {
    return this.name;
  }
}

const QUESTIONS = ['Who is on call?', 'How long is the leave?'];
const REPLICA = fc.nat(2);
const PICK = fc.nat(7);
const TENANT = fc.constantFrom('acme', 'acme', 'acme', 'rival');
const NAMESPACE = fc.constantFrom('default', 'default', 'docs');
const QUESTION = fc.constantFrom(...QUESTIONS);
const TAGS = fc.subarray(['a', 'b']);
const MODEL = fc.constantFrom('m1', 'm2');
const WRITER = fc.constantFrom('w1', 'w2');
const SKEW = fc.constantFrom(0, 0, -7_200_000, -1_500, -20, 20, 1_500, 7_200_000);

const ASKED: fc.Arbitrary<Asked> = fc.record({ tenant: TENANT, namespace: NAMESPACE, question: QUESTION });
const FACTS: fc.Arbitrary<AnswerFacts> = fc.record({ tags: TAGS, model: MODEL, writer: WRITER });
const NAMED: fc.Arbitrary<NotedFilter> = fc.oneof(
  fc.constant({}),
  NAMESPACE.map((namespace) => ({ namespace })),
  TAGS.filter((tags) => tags.length > 0).map((tags) => ({ tags })),
  MODEL.map((model) => ({ model })),
  WRITER.map((writer) => ({ writer })),
  QUESTION.map((question) => ({ question })),
  fc.record(
    {
      namespace: NAMESPACE,
      model: MODEL,
      tags: TAGS.filter((tags) => tags.length > 0),
      question: QUESTION,
      writer: WRITER,
    },
    { requiredKeys: [] },
  ),
);

const step = <Values extends readonly unknown[]>(
  name: string,
  values: fc.Arbitrary<Values>,
  run: (system: System, ...values: Values) => Promise<void>,
): fc.Arbitrary<Command> =>
  values.map(
    (given) =>
      new Step(`${name}(${given.map((value) => JSON.stringify(value)).join(', ')})`, (system) =>
        run(system, ...given),
      ),
  );

const asking = step('ask', fc.tuple(REPLICA, ASKED), steps.ask);
const askingPolitely = step('ask', fc.tuple(REPLICA, ASKED), (system, index, asked) =>
  steps.ask(system, index, { ...asked, question: `please, ${asked.question}` }),
);
const storing = step('store', fc.tuple(REPLICA, ASKED, FACTS), async (system, index, asked, facts) => {
  const before = system.waiting.length;
  await steps.ask(system, index, asked);
  if (system.waiting.length === before) return;
  await steps.call(system, before, facts);
  await steps.finish(system, Math.max(0, system.calls.length - 1));
});
const refreshing = step('refresh', fc.tuple(REPLICA, ASKED, FACTS), storeNew);
const beginningRefresh = step('begin refresh', fc.tuple(REPLICA, ASKED), steps.refresh);
const calling = step('call', fc.tuple(PICK, FACTS), steps.call);
const finishing = step('finish', fc.tuple(PICK), steps.finish);
const purging = step('purge', fc.tuple(REPLICA, TENANT, NAMED), steps.purge);
const removing = step('remove', fc.tuple(REPLICA, TENANT, PICK), async (system, index, tenant, pick) => {
  const known = system.ledger.answers.filter(({ id }) => id !== undefined);
  const id = known[pick % Math.max(1, known.length)]?.id;
  if (id) await steps.purge(system, index, tenant, { id });
});
const evicting = step('evict', fc.tuple(PICK), steps.evict);
const losingListings = step('lose listings', fc.tuple(), (system) => system.world.loseListings());
const passing = step('pass', fc.tuple(fc.constantFrom(1, 40, 700, 1_600)), (system, milliseconds) =>
  system.pass(milliseconds),
);
const crashing = step('crash', fc.tuple(REPLICA, fc.boolean()), steps.crash);
const restarting = step('restart', fc.tuple(), (system) => system.restart());

/** What happens without faults, besides processes that end and stores that forget: then what is stored has to be served. */
const CALM = [
  { weight: 12, arbitrary: asking },
  { weight: 3, arbitrary: askingPolitely },
  { weight: 10, arbitrary: storing },
  { weight: 3, arbitrary: refreshing },
  { weight: 2, arbitrary: beginningRefresh },
  { weight: 4, arbitrary: calling },
  { weight: 4, arbitrary: finishing },
  { weight: 4, arbitrary: purging },
  { weight: 2, arbitrary: removing },
  { weight: 1, arbitrary: evicting },
  { weight: 1, arbitrary: losingListings },
  { weight: 3, arbitrary: passing },
  { weight: 1, arbitrary: crashing },
  { weight: 2, arbitrary: restarting },
];

/** What by chance alone comes too seldom: a purge that the copy lacks, and a process that ends right before or after. */
const purgingAndFailingOver = step(
  'purge and fail over',
  fc.tuple(
    fc.record({
      index: REPLICA,
      asked: ASKED,
      facts: FACTS,
      lost: fc.integer({ min: 1, max: 5 }),
      skew: SKEW,
    }),
    NAMED,
    fc.constantFrom('nobody', 'who purged', 'another'),
  ),
  async (system, { index, asked, facts, lost, skew }, named, ends) => {
    const { tenant } = asked;
    await storeNew(system, index, asked, facts);
    await steps.purge(system, index, tenant, named);
    await steps.ask(system, index + 1, asked);
    if (ends === 'who purged') await steps.crash(system, index, true);
    await steps.failOver(system, lost, skew);
    if (ends === 'another') await steps.crash(system, index + 1, true);
    await system.restart();
    await askAll(system, asked);
    await steps.recover(system, true, true);
    await askAll(system, asked);
  },
);

/** A call that began before the servers changed ends after one that began later. */
const failingOverAmidACall = step(
  'fail over amid a call',
  fc.tuple(fc.record({ index: REPLICA, asked: ASKED, facts: FACTS }), fc.constantFrom(-7_200_000, -20, 0)),
  async (system, { index, asked, facts }, skew) => {
    const open = system.calls.length;
    await steps.refresh(system, index, asked);
    await steps.call(system, Math.max(0, system.waiting.length - 1), facts);
    await steps.failOver(system, 2, skew);
    await steps.recover(system, true, true);
    await storeNew(system, index + 1, asked, facts);
    if (system.calls.length > open) await steps.finish(system, open);
    await askAll(system, asked);
  },
);

async function storeNew(system: System, index: number, asked: Asked, facts: AnswerFacts): Promise<void> {
  const [waiting, open] = [system.waiting.length, system.calls.length];
  await steps.refresh(system, index, asked);
  if (system.waiting.length > waiting) await steps.call(system, waiting, facts);
  if (system.calls.length > open) await steps.finish(system, open);
}

async function askAll(system: System, asked: Asked): Promise<void> {
  for (let index = 0; index < system.replicas.length; index++) await steps.ask(system, index, asked);
}

const RECOVERY = {
  weight: 6,
  arbitrary: step('recover', fc.tuple(fc.boolean(), fc.boolean()), steps.recover),
};

const FAULTS = [
  {
    weight: 1,
    arbitrary: step('skew', fc.tuple(REPLICA, SKEW), async (system, index, skew) => {
      system.ledger.isCalm = false;
      system.replica(index).clock.skew = skew;
    }),
  },
  {
    weight: 2,
    arbitrary: step('hold', fc.tuple(REPLICA), async (system, index) => {
      const { link } = system.replica(index);
      system.ledger.isCalm = false;
      if (link.mode === 'up') link.mode = 'holding';
    }),
  },
  { weight: 2, arbitrary: step('cut', fc.tuple(REPLICA), steps.cut) },
  { weight: 3, arbitrary: step('reconnect', fc.tuple(REPLICA, fc.boolean()), steps.reconnect) },
  { weight: 2, arbitrary: step('fail over', fc.tuple(fc.nat(12), SKEW), steps.failOver) },
  { weight: 3, arbitrary: purgingAndFailingOver },
  { weight: 2, arbitrary: failingOverAmidACall },
  { weight: 1, arbitrary: step('lose', fc.tuple(fc.constant('all' as const), SKEW), steps.failOver) },
  { weight: 2, arbitrary: step('look', fc.tuple(REPLICA), steps.look) },
  { weight: 1, arbitrary: step('trim', fc.tuple(TENANT, fc.nat(3)), steps.trim) },
];

/** `fc.commands` takes all alike. */
function repeated({ weight, arbitrary }: (typeof CALM)[number]): fc.Arbitrary<Command>[] {
  return Array<fc.Arbitrary<Command>>(weight).fill(arbitrary);
}

const historyOf = (kinds: readonly (typeof CALM)[number][]) =>
  fc.commands<Ledger, System, false>(kinds.flatMap(repeated), { maxCommands: 80, size: 'max' });

export const calmHistories = () => historyOf(CALM);

/** Some kinds of faults each: where all come at once, little is ever stored. */
export const histories = () =>
  fc
    .subarray(FAULTS, { minLength: 1, maxLength: 4 })
    .chain((faults) => historyOf([...CALM, RECOVERY, ...faults, ...faults]));
