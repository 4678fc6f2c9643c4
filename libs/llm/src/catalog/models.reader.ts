import { SettingError } from '@app/core';
import type { ModelsTable, Price } from './models.table.js';

const MEMBERS = ['comment', 'aliases', 'prices'];
const NEEDED = ['input', 'output'];
const PRICE_MEMBERS = [...NEEDED, 'cached_input', 'cache_write', 'cache_write_1h'];

type Members = Record<string, unknown>;

/**
 * Reads the JSON text of a models file: `{ "aliases": { "mini": "gpt-4.1-mini" }, "prices": { "gpt-4.1-mini": { "input": 0.4, "output": 1.6 } } }`,
 * both members optional, prices in US dollars per million tokens, a `comment` allowed. A price may have `cached_input`, `cache_write` and
 * `cache_write_1h`, too.
 * @param file its name in messages.
 * @throws SettingError that names the file, the invalid member and valid values.
 */
export function readModels(text: string, file: string): ModelsTable {
  const fault = (where: string, what: string) => new SettingError(`${file}: ${where} ${what}`);
  const root = asMembers(parse(text), () => fault('the file', 'must hold a JSON object.'));
  checkNames(root, MEMBERS, (name) => fault(name, `is unknown; known are ${MEMBERS.join(', ')}.`));
  return { aliases: aliasesOf(root['aliases'], fault), prices: pricesOf(root['prices'], fault) };
}

type Fault = (where: string, what: string) => Error;

function aliasesOf(value: unknown = {}, fault: Fault): Map<string, string> {
  const aliases = asMembers(value, () => fault('aliases', 'must be an object of names.'));
  for (const [alias, model] of Object.entries(aliases)) {
    if (typeof model !== 'string' || model.trim() === '')
      throw fault(`aliases.${alias}`, 'must name a model.');
  }
  return new Map(Object.entries(aliases as Record<string, string>));
}

function pricesOf(value: unknown = {}, fault: Fault): Map<string, Price> {
  const prices = asMembers(value, () => fault('prices', 'must be an object of prices by model.'));
  return new Map(
    Object.entries(prices).map(([model, price]) => [model, priceOf(price, `prices.${model}`, fault)]),
  );
}

function priceOf(value: unknown, where: string, fault: Fault): Price {
  const price = asMembers(value, () => fault(where, 'must be an object with input and output.'));
  checkNames(price, PRICE_MEMBERS, (name) =>
    fault(`${where}.${name}`, `is unknown; known are ${PRICE_MEMBERS.join(', ')}.`),
  );
  for (const name of PRICE_MEMBERS) {
    const amount = price[name];
    if (amount === undefined && !NEEDED.includes(name)) continue;
    if (typeof amount !== 'number' || !(amount >= 0))
      throw fault(`${where}.${name}`, 'must be a number, 0 or more.');
  }
  return price as unknown as Price;
}

function checkNames(members: Members, known: readonly string[], fault: (name: string) => Error): void {
  const unknown = Object.keys(members).find((name) => !known.includes(name));
  if (unknown !== undefined) throw fault(unknown);
}

function asMembers(value: unknown, fault: () => Error): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fault();
  return value as Members;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
