// Writes docs/configuration.md: every variable with its default, its rules and what its class says of it.
import { settingsClasses } from './settings-source.mjs';
import { sentenceLines } from './sentence-lines.mjs';
import { allowedFor, defaultOf, SECRETS, VARIABLES } from './settings-rules.mjs';

const INTRODUCTION = `# Configuration

<!-- Made by \`npm run docs\` from the classes of settings (*.env.ts): change them, not this page. -->

RAGCache reads its settings once, at start, from the environment and from \`.env\`, which never overrides the environment.
[.env.example](../.env.example) has every variable.
A wrong value stops the start; the message names the variable and the values that are right.
An empty variable counts as unset.
A variable marked \`_FILE\` is a secret and may stand in a file instead: \`OPENAI_API_KEY_FILE=/run/secrets/openai\`.

Each entry gives the name, the default if there is one, and the values that are allowed.
`;

/** The page as Markdown, not formatted yet. Throws when a variable has no comment. */
export function configurationPage(root) {
  const classes = settingsClasses(root);
  const sections = classes.map((one) => ({ ...one, variables: ownVariables(one, classes) }));
  const missing = [...VARIABLES].filter(
    (name) => isShown(name) && !sections.some(({ variables }) => variables.some((one) => one.name === name)),
  );
  if (missing.length > 0) throw new Error(`These have no comment in their *.env.ts: ${missing.join(', ')}.`);
  return [INTRODUCTION, ...sections.filter(({ variables }) => variables.length > 0).map(sectionOf)].join(
    '\n',
  );
}

/** Those that the class explains. A variable may be named by several: the first that has a word on it has the say. */
function ownVariables(owner, classes) {
  const explains = ({ variables }, name) => variables.some((one) => one.name === name && one.comment);
  return owner.variables.filter(
    ({ name }) =>
      isShown(name) && VARIABLES.has(name) && classes.find((one) => explains(one, name)) === owner,
  );
}

/** The lower-case spellings of the proxies' names have no entries of their own. */
function isShown(name) {
  return name === name.toUpperCase();
}

function sectionOf({ name, comment, variables }) {
  return [`## ${titleOf(name)}`, '', ...sentenceLines(comment), '', ...variables.flatMap(itemOf), ''].join(
    '\n',
  );
}

/** `RemoteStoresEnv` is "Remote stores". */
function titleOf(name) {
  const words = name
    .replace(/Env$/, '')
    .replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words === 'Llm' ? 'Models' : words;
}

/** A list item: the facts in its first line, then one line for each sentence about it. */
function itemOf({ name, comment }) {
  const secret = SECRETS.has(name) ? ' (`_FILE`)' : '';
  const value = defaultOf(name);
  const facts = `- ${code(name)}${secret}${value && `, default ${code(value)}`}: ${allowedFor(name)}.`;
  return [facts, ...sentenceLines(comment).map((line) => `  ${line}`)];
}

function code(text) {
  return `\`${text}\``;
}
