// Asks any method of an SDK that Stainless made, as OpenAI's and Anthropic's are, by its name.

/**
 * @param {object} sdk
 * @param {new (options: object) => object} sdk.Client
 * @param {(settings: { url: string, key: string }) => object} sdk.optionsFor
 * @param {(content: Buffer, name: string) => Promise<unknown>} sdk.toFile
 * @param {string} sdk.version
 * @returns the tasks of a client program.
 */
export function surfaceOf({ Client, optionsFor, toFile, version }) {
  const clientAt = (settings) => new Client({ maxRetries: 0, ...optionsFor(settings) });
  return {
    version: () => version,
    methods: () => [...methodsOf(clientAt({ url: 'http://nowhere.invalid', key: 'none' })).keys()],
    ask: async ({ method, args, ...settings }) => {
      const ask = methodsOf(clientAt(settings)).get(method);
      const values = await Promise.all(args.map((value) => withFiles(value, toFile)));
      return answerOf(() => ask(...values));
    },
  };
}

/** Every method of every resource, by its path. */
function methodsOf(resource, path = [], found = new Map()) {
  for (const name of isResource(resource) ? methodNames(resource) : [])
    found.set([...path, name].join('.'), (...args) => resource[name](...args));
  for (const [name, child] of Object.entries(resource))
    if (isResource(child)) methodsOf(child, [...path, name], found);
  return found;
}

/** A resource knows the client that it belongs to; the client itself is none. */
function isResource(value) {
  return typeof value === 'object' && value !== null && typeof value._client === 'object';
}

function methodNames(resource) {
  const prototype = Object.getPrototypeOf(resource);
  return Object.getOwnPropertyNames(prototype).filter(
    (name) => name !== 'constructor' && !name.startsWith('_') && typeof resource[name] === 'function',
  );
}

/** JSON with `{ "$file": name }` wherever the method wants a file. */
async function withFiles(value, toFile) {
  if (typeof value !== 'object' || value === null) return value;
  if (value.$file) return toFile(contentOf(value.$file), value.$file);
  if (Array.isArray(value)) return Promise.all(value.map((item) => withFiles(item, toFile)));
  const members = Object.entries(value).map(async ([name, member]) => [
    name,
    await withFiles(member, toFile),
  ]);
  return Object.fromEntries(await Promise.all(members));
}

/** Bytes that are no text, and what would end a part of a form if it were read as lines. */
function contentOf(name) {
  return Buffer.concat([Buffer.from(`${name}\r\n--\r\n\n`), Buffer.from([0, 255, 254, 13, 10, 128])]);
}

/** The response as it came, or what the SDK made of an error. */
async function answerOf(asking) {
  try {
    const response = await asking().asResponse();
    const body = Buffer.from(await response.arrayBuffer()).toString('base64');
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  } catch (error) {
    if (error.status === undefined) throw error;
    const { status, headers, message } = error;
    return { status, headers: Object.fromEntries(headers), body: `${error.constructor.name}: ${message}` };
  }
}
