import { EntryDirectory, Purge, Statistics, Stores, type NewPurge, type PurgeOrder } from '@app/cache';
import { RagCacheError, type Entry } from '@app/core';
import { Embedder } from '@app/embedding';
import { ModelCatalog, loadWireFormats, WireFormats } from '@app/llm';
import {
  AnswerDropIn,
  AnswerEmbeddings,
  AnswerQuestion,
  ListModels,
  RequestRelay,
  type AnswerEvent,
  type AnswerHead,
  type Caller,
  type QueryCommand,
  type QueryResult,
} from '@app/query';
import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { aMiss, aPurge, aStreamedMiss, statsRows } from './results.js';

/** What is passed on is tried over the real parts, in test/e2e. */
const NOT_PASSED = new RagCacheError('not_found', 'Nobody is there to pass it on to.');

type OnForwarded = (head: AnswerHead) => void;

/** The parts behind the routes, which do as the test says and note what they were asked. */
export class FakeParts {
  readonly commands: QueryCommand[] = [];
  readonly orders: PurgeOrder[] = [];
  readonly removed: string[] = [];
  readonly entries = new Map<string, Entry>();
  /** What each purge comes to. */
  purge: NewPurge = aPurge();
  broken = new Set<string>();
  answer: (command: QueryCommand, signal: AbortSignal, onForwarded?: OnForwarded) => Promise<QueryResult> =
    async () => aMiss();

  stream: (command: QueryCommand, signal: AbortSignal) => AsyncIterable<AnswerEvent> = () => aStreamedMiss();

  readonly query = fakeModule([
    {
      provide: AnswerQuestion,
      useValue: {
        answer: (command: QueryCommand, { signal }: Caller, onForwarded?: OnForwarded) => {
          this.commands.push(command);
          return this.answer(command, signal, onForwarded);
        },
        stream: (command: QueryCommand, { signal }: Caller) => {
          this.commands.push(command);
          return this.stream(command, signal);
        },
      },
    },
    // What they do is tried over the real parts, in test/e2e/conformance.
    { provide: AnswerDropIn, useValue: {} },
    { provide: AnswerEmbeddings, useValue: {} },
    { provide: ListModels, useValue: {} },
    { provide: RequestRelay, useValue: { pass: () => Promise.reject(NOT_PASSED) } },
  ]);

  /** Knows one alias: `short` for `gpt-test`. */
  readonly llm = fakeModule([
    { provide: WireFormats, useFactory: () => loadWireFormats() },
    {
      provide: ModelCatalog,
      useValue: new ModelCatalog({ aliases: new Map([['short', 'gpt-test']]), prices: new Map() }),
    },
  ]);

  readonly embedding = fakeModule([
    { provide: Embedder, useValue: { ...this.part('embedder'), warmUp: () => Promise.resolve() } },
  ]);

  readonly cache = fakeModule([
    {
      provide: EntryDirectory,
      useValue: {
        find: async (tenant: string, id: string) =>
          this.owned(tenant, id) && { entry: this.owned(tenant, id), hits: 3 },
        remove: async (tenant: string, id: string) => {
          if (this.entries.has(id) && !this.owned(tenant, id)) return undefined;
          this.removed.push(id);
          return this.purge;
        },
      },
    },
    {
      provide: Purge,
      useValue: {
        run: async (order: PurgeOrder) => {
          this.orders.push(order);
          return this.purge;
        },
        find: async (tenant: string, number: number) =>
          tenant === 'acme' && number === this.purge.number ? this.purge : undefined,
      },
    },
    {
      provide: Statistics,
      useValue: { read: async (tenant: string) => ({ rows: statsRows(tenant), entries: { default: 2 } }) },
    },
    {
      provide: Stores,
      useValue: Object.fromEntries(
        ['entries', 'vectors', 'registry', 'stats'].map((name) => [name, this.part(name)]),
      ),
    },
  ]);

  private owned(tenant: string, id: string): Entry | undefined {
    const entry = this.entries.get(id);
    return entry?.tenant === tenant ? entry : undefined;
  }

  private part(name: string) {
    return {
      ping: async () => {
        if (this.broken.has(name)) throw new Error(`connect ECONNREFUSED secret-host:6379`);
      },
    };
  }
}

/** A module of its own, as Nest tells modules apart by their class. */
function fakeModule(providers: Provider[]): DynamicModule {
  const module: Type = class FakeModule {};
  return { module, providers, exports: providers.map((provider) => (provider as { provide: Type }).provide) };
}
