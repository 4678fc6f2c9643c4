// Reads what the built service knows of its settings: defaults, and the rules that a value has to keep.
import 'reflect-metadata';
import { getMetadataStorage } from 'class-validator';
import environment from '../dist/apps/api/src/environment/environment.js';
import secretFiles from '../dist/apps/api/src/environment/secret-files.js';

const { FRAGMENTS, VARIABLES } = environment;
export const SECRETS = new Set(secretFiles.SECRETS);
export { VARIABLES };

/** As it would be written; empty = unset. */
export function defaultOf(name) {
  const value = FRAGMENTS.map((Fragment) => new Fragment()[name]).find((found) => found !== undefined);
  return value === undefined ? '' : String(value);
}

/** What a value may be, in words. */
export function allowedFor(name) {
  const rules = rulesOf(name);
  const [values] = rules.find((rule) => rule.name === 'isIn')?.constraints ?? [];
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (rules.some((rule) => rule.name === 'isBoolean')) return '`true`, `false`';
  const kind = KINDS.find(([rule]) => rules.some((one) => one.name === rule));
  return kind?.[1](rules) ?? (messagesOf(name, rules) || 'text');
}

const limits = (rules) => {
  const limit = (name) => rules.find((rule) => rule.name === name).constraints[0].toLocaleString('en-US');
  return `${limit('min')} to ${limit('max')}`;
};
const KINDS = [
  ['isInt', (rules) => `whole number, ${limits(rules)}`],
  ['isNumber', (rules) => `number, ${limits(rules)}`],
  ['isQdrantUrl', () => 'http:// or https:// URLs, comma-separated'],
];

/** Of the fragment that has most to say: others may only lean on the variable. */
function rulesOf(name) {
  const found = FRAGMENTS.map((fragment) =>
    getMetadataStorage()
      .getTargetValidationMetadatas(fragment, '', false, false)
      .filter((rule) => rule.propertyName === name),
  );
  const told = (rules) => rules.filter(({ message }) => message).length;
  return found.sort((one, other) => told(other) - told(one) || other.length - one.length)[0];
}

/** What the rules' messages say a value must be; empty = nothing. */
function messagesOf(name, rules) {
  const texts = rules
    .map(({ message }) => (typeof message === 'string' ? message : ''))
    .map((message) =>
      message
        .replace(/^\$property /, '')
        .replace(`${name} `, '')
        .replace(/\.$/, ''),
    )
    .map((message) => message.replace(/^must be /, ''));
  return [...new Set(texts.filter(Boolean))].reverse().join('; ');
}
