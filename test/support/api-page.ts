/** A `curl` command of a page, as the request that it makes. */
export interface CurlCommand {
  readonly method: string;
  /** After the host. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What a comment after the command says will come; `undefined` = success. */
  readonly status?: number;
}

/** A section of `docs/api.md` and what is in it. */
export interface RouteSection {
  /** As in its heading: `GET /health`, `HEAD /health`. */
  readonly routes: readonly string[];
  readonly commands: readonly CurlCommand[];
  /** Its JSON blocks, parsed. */
  readonly examples: readonly unknown[];
}

/** @param variables the values of `$NAME` in the commands. */
export function sectionsOf(page: string, variables: Readonly<Record<string, string>>): RouteSection[] {
  return page
    .split(/^##+ (?!#)(?=.*$)/m)
    .slice(1)
    .map((section) => ({
      routes: [...section.split('\n', 1)[0]!.matchAll(/`([A-Z]+ \/\S*)`/g)].map(([, route]) => route!),
      commands: blocksOf(section, 'bash')
        .filter((text) => text.startsWith('curl'))
        .map((text) => readCommand(text, variables)),
      examples: blocksOf(section, 'json').map((text) => JSON.parse(text) as unknown),
    }));
}

/** The fenced blocks of a language. */
export function blocksOf(text: string, language: string): string[] {
  const blocks = text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)\n\`\`\`$`, 'gm'));
  return [...blocks].map(([, block]) => block!);
}

function readCommand(text: string, variables: Readonly<Record<string, string>>): CurlCommand {
  const [, command = text, status] = /^([^]*?) # (\d{3})$/.exec(text) ?? [];
  const words = wordsOf(command, variables);
  const after = (flag: string) => words.flatMap((word, at) => (word === flag ? [words[at + 1]!] : []));
  const [body] = after('-d');
  const isHead = words.some((word) => /^-\w*I/.test(word));
  const headers = after('-H').map((header) => header.split(/: (.*)/).slice(0, 2) as [string, string]);
  return {
    method: isHead ? 'HEAD' : (after('-X')[0] ?? (body === undefined ? 'GET' : 'POST')),
    path: words.find((word) => word.startsWith('/'))!,
    headers: Object.fromEntries(headers),
    body,
    status: status === undefined ? undefined : Number(status),
  };
}

/** As a shell takes them apart, as far as the page needs it. */
function wordsOf(command: string, variables: Readonly<Record<string, string>>): string[] {
  const filled = (word: string) => word.replaceAll(/\$(\w+)/g, (_, name: string) => variables[name] ?? '');
  const words = command.replaceAll('\\\n', ' ').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g);
  return [...words].map(([, literal, quoted, bare]) => literal ?? filled(quoted ?? bare!));
}
