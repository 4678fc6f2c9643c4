import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { CHART, run } from './programs.js';
import { temporaryFolder } from './temporary-folder.js';

export const HELMS = ['helm4', 'helm3'] as const;
export const NEWEST = '1.37';
/** Values that must render, one file per way to install it. */
export const VALUE_FILES = readdirSync(join(CHART, 'ci')).filter((name) => name.endsWith('.yaml'));

export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, string>>;
}

export interface Rendering {
  readonly helm?: (typeof HELMS)[number];
  readonly kubernetes?: string;
  readonly set?: readonly string[];
}

const rendered = new Map<string, string>();

/** The chart's text for a file of `ci/`, made once. @throws when Helm refuses it */
export function render(values: string, rendering: Rendering = {}): string {
  const asked = JSON.stringify([values, rendering]);
  if (!rendered.has(asked)) rendered.set(asked, renderAgain(values, rendering));
  return rendered.get(asked)!;
}

/** The same, made anew. */
export function renderAgain(values: string, rendering: Rendering = {}): string {
  const { helm = 'helm4', kubernetes = NEWEST, set = [] } = rendering;
  const more = set.flatMap((pair) => ['--set', pair]);
  const file = join('ci', values);
  const result = run(
    helm,
    'template',
    'one',
    '.',
    '-n',
    'team',
    '-f',
    file,
    '--kube-version',
    kubernetes,
    ...more,
  );
  if (result.status !== 0) throw new Error(`${values}: ${result.stderr}`);
  return result.stdout;
}

/** @throws when it is no YAML, or has a field twice, which Helm lets pass */
export function resourcesOf(text: string): Resource[] {
  return parseAllDocuments(text)
    .map((document) => {
      for (const error of document.errors) throw error;
      return document.toJS() as Resource | null;
    })
    .filter((resource) => resource !== null);
}

/** Every value file rendered for one Kubernetes, as files in a new folder. @returns their paths */
export function renderAll(kubernetes: string, keep: (resource: Resource) => boolean = () => true): string[] {
  const folder = temporaryFolder();
  return VALUE_FILES.map((values) => {
    const kept = render(values, { kubernetes })
      .split(/^---$/m)
      .filter((document) => resourcesOf(document).some(keep));
    const path = join(folder, values);
    writeFileSync(path, kept.join('---\n'));
    return path;
  });
}
