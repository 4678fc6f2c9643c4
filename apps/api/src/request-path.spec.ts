import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { openAiWire } from '@app/llm/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OpenAI } from 'openai';
import { Dispatcher } from 'undici';
import { RawModel } from '../../../test/support/raw.model.js';
import { realApp } from '../testing/real-app.js';

const ROOT = resolve(__dirname, '../../..');
const PAGE = readFileSync(`${ROOT}/docs/architecture.md`, 'utf8');
const KEY = 'acme-key-0123456789-abcdefgh';
const CLOSURE = '';

interface Hop {
  /** `Class.method`, the name of a function, or `CLOSURE`. */
  readonly name: string;
  /** From the root of the repository. */
  readonly file: string;
}

/** The lists under a heading of the page: the way to the provider, and the way back. */
function listsUnder(heading: string): Hop[][] {
  const section = PAGE.split(`### ${heading}\n`)[1]?.split(/^##/m)[0] ?? '';
  const lists: Hop[][] = [];
  for (const [, number, name, file] of section.matchAll(/^(\d+)\. \[`([\w.]+)`\]\(\.\.\/([^)]+)\)/gm)) {
    if (number === '1') lists.push([]);
    lists.at(-1)!.push({ name: name!, file: file! });
  }
  return lists;
}

/** The hops on the stack right now, outermost first. Functions belong to the method of their file that called them. */
function hopsOnStack(): Hop[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Object.assign(Error, { stackTraceLimit: 200, prepareStackTrace: (_: unknown, sites: unknown) => sites });
  const sites = new Error().stack as unknown as NodeJS.CallSite[];
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  const hops = sites.flatMap((site) => hopOf(site) ?? []).reverse();
  return hops.filter(({ name, file }, at) => name.includes('.') || file !== hops[at - 1]?.file);
}

function hopOf(site: NodeJS.CallSite): Hop | undefined {
  const path = site.getFileName();
  if (!path?.startsWith(ROOT) || path === __filename || path.includes('node_modules')) return undefined;
  const [type, name] = [site.getTypeName(), site.getFunctionName()];
  return { file: relative(ROOT, path), name: type && name ? `${type}.${name}` : (name ?? CLOSURE) };
}

/** Calls back whenever a method is called, which goes on as ever. */
function spy(prototype: object, method: string, onCall: () => void): void {
  const methods = prototype as Record<string, (...parameters: unknown[]) => unknown>;
  const original = methods[method]!;
  const noting = function (this: unknown, ...parameters: unknown[]) {
    onCall();
    return original.apply(this, parameters);
  };
  // Nest keeps the path of a route on its method.
  for (const key of Reflect.getMetadataKeys(original) as string[])
    Reflect.defineMetadata(key, Reflect.getMetadata(key, original), noting);
  methods[method] = noting;
}

/** Calls back with the name of each of those hops that is called from now on. */
async function spyOnAll(hops: readonly Hop[], onCall: (name: string) => void): Promise<void> {
  for (const { name, file } of hops) {
    const [className, method] = name.split('.') as [string, string?];
    const module = (await import(`${ROOT}/${file}`)) as Record<string, { prototype: object }>;
    if (method) spy(module[className]!.prototype, method, () => onCall(name));
    else if (module[className]) onCall(name);
  }
}

describe.each([
  {
    heading: '`POST /api/v1/query`, whole answer',
    most: 15,
    body: openAiWire.whole('Yes.'),
    type: 'application/json',
    url: '/api/v1/query',
    payload: { query: 'Why is the sky blue?' },
  },
  {
    heading: '`POST /v1/chat/completions`, streamed',
    most: 18,
    body: openAiWire.streamed(['Yes.']),
    type: 'text/event-stream',
    url: '/v1/chat/completions',
    payload: { model: 'm', stream: true, messages: [{ role: 'user', content: 'Why is the sky blue?' }] },
  },
])('the hops of $heading in docs/architecture.md', ({ heading, most, body, type, url, payload }) => {
  const [way, back] = listsUnder(heading) as [Hop[], Hop[]];
  const model = new RawModel();
  const [stack, called] = [[] as Hop[], new Set<string>()];
  let app: NestFastifyApplication | undefined;

  beforeAll(async () => {
    const note = () => stack.push(...hopsOnStack());
    await spyOnAll([...way, ...back], (name) => {
      called.add(name);
      // From here on the work belongs to the flight, which may serve others too.
      if (name === 'MemoryFlightBoard.start') note();
    });
    spy(OpenAI.Chat.Completions.prototype, 'create', note);
    spy(Dispatcher.prototype, 'request', note);
    const OPENAI_BASE_URL = `${await model.open()}/v1`;
    app = await realApp({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL, API_KEYS: `acme:${KEY}` });
    model.says(body, { 'content-type': type });
    const headers = { authorization: `Bearer ${KEY}` };
    const { statusCode } = await app.inject({ method: 'POST', url, payload, headers });
    expect(statusCode).toBe(200);
  });
  afterAll(async () => {
    await app?.close();
    model.close();
  });

  it('are as many as a reader can follow', () => {
    expect(way.length).toBeGreaterThan(0);
    expect(way.length).toBeLessThanOrEqual(most);
  });

  it('include the whole stack of a real call, in its order', () => {
    // Methods that only hand a promise or a generator on are not on it.
    expect(stack.length).toBeGreaterThanOrEqual(way.length - 4);
    const names = new Set(stack.map(({ name }) => name));
    const closures = new Set(stack.filter(({ name }) => name === CLOSURE).map(({ file }) => file));
    const listed = way.filter(
      ({ name, file }) => names.has(name) || (way.at(-1)!.name === name && closures.has(file)),
    );
    expect(stack.map(({ name, file }) => (name === CLOSURE ? file : name))).toEqual(
      listed.map(({ name, file }) => (names.has(name) ? name : file)),
    );
  });

  it('are all called by a real request', () => {
    expect([...way, ...back].map(({ name }) => name).filter((name) => !called.has(name))).toEqual([]);
  });
});
