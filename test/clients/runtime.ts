import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where client programs of one language and one set of versions run. */
export interface Runtime {
  /** As a test's name says it, such as `node/newest`. */
  readonly name: string;
  readonly folder: string;
  /** Of the language, with its path. */
  readonly program: string;
  /** Why nothing can run here, and what to do; absent = it can. */
  readonly problem?: string;
}

/** CI has both majors of Node; `CLIENT_NODE` is the path of the one that does not run the tests. */
const { CLIENT_NODE } = process.env;
const INSTALL = 'run `npm run clients`';

export const NODE_NEWEST = nodeRuntime('newest');
export const NODE_PREVIOUS = nodeRuntime('previous');
export const PYTHON_NEWEST = pythonRuntime('newest');
export const PYTHON_PREVIOUS = pythonRuntime('previous');

function nodeRuntime(versions: string): Runtime {
  const folder = join(__dirname, 'node', versions);
  const { engines } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  const least = Number(engines.node.replace('>=', ''));
  const candidates = [process.execPath, ...(CLIENT_NODE ? [CLIENT_NODE] : [])];
  const program = candidates.find((path) => majorOf(path) >= least);
  const runtime = { name: `node/${versions}`, folder, program: program ?? '' };
  if (!program) return { ...runtime, problem: `needs Node ${least}: set CLIENT_NODE to its path` };
  if (!existsSync(join(folder, 'node_modules'))) return { ...runtime, problem: `not installed: ${INSTALL}` };
  return runtime;
}

function majorOf(path: string): number {
  if (path === process.execPath) return Number(process.versions.node.split('.')[0]);
  return Number(/^v(\d+)/.exec(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1]);
}

function pythonRuntime(versions: string): Runtime {
  const folder = join(__dirname, 'python', versions);
  const runtime = { name: `python/${versions}`, folder, program: join(folder, '.venv/bin/python') };
  if (existsSync(join(folder, '.venv/installed'))) return runtime;
  return { ...runtime, problem: `not installed, which needs Python 3.11 and its registry: ${INSTALL}` };
}
