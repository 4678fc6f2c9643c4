// `npm run clients`: installs the clients' packages into their own folders, in the versions that the folders name. Whatever can't be
// installed here is named; the tests of it are skipped then.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLIENTS = fileURLToPath(new URL('.', import.meta.url));
const QUIETLY = ['--quiet', '--disable-pip-version-check', '--no-input'];

/** Scripts of packages don't run. */
async function installNode(folder) {
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], folder);
}

/** The requirements are complete, so nothing has to be looked up; `installed` is a copy of those that were met. */
async function installPython(folder) {
  const requirements = readFileSync(join(folder, 'requirements.txt'), 'utf8');
  rmSync(join(folder, '.venv'), { recursive: true, force: true });
  await run('python3', ['-m', 'venv', '.venv'], folder);
  const what = ['--no-deps', '--only-binary', ':all:', '--no-compile', '-r', 'requirements.txt'];
  await run(join(folder, '.venv/bin/pip'), ['install', ...QUIETLY, ...what], folder);
  writeFileSync(join(folder, '.venv/installed'), requirements);
}

function run(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ${args.slice(0, 2).join(' ')} ended with ${code}`));
    });
  });
}

/** One folder after the other: packages are fetched side by side already. */
async function installAll(language, install) {
  for (const versions of readdirSync(join(CLIENTS, language), { withFileTypes: true })) {
    if (!versions.isDirectory() || versions.name.startsWith('_')) continue;
    const began = performance.now();
    try {
      await install(join(CLIENTS, language, versions.name));
      const seconds = ((performance.now() - began) / 1_000).toFixed(0);
      console.log(`${language}/${versions.name}: installed in ${seconds} s`);
    } catch (error) {
      console.error(`${language}/${versions.name}: not installed. ${error.message}`);
      process.exitCode = 1;
    }
  }
}

await Promise.all([installAll('node', installNode), installAll('python', installPython)]);
