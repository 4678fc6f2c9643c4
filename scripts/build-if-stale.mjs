// Builds dist/ when it is missing or older than any source file, so that `npm start` is quick the second time.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// The clone may lie under any name: in a URL's path spaces and accents are encoded.
const root = fileURLToPath(new URL('..', import.meta.url));

/** Packages that tests of clients install beside themselves. */
const INSTALLED = /[/\\](node_modules|\.venv)[/\\]/;

function newest(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /(?<!\.spec)\.(ts|cjs|json|txt)$/.test(file.name))
    .filter((file) => !INSTALLED.test(join(file.parentPath, file.name)))
    .reduce((time, file) => Math.max(time, statSync(join(file.parentPath, file.name)).mtimeMs), 0);
}

function builtAt() {
  return statSync(join(root, 'dist/.tsbuildinfo'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

if (['apps', 'libs', 'bench', 'test'].some((folder) => newest(folder) > builtAt())) {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
  process.exit(status ?? 1);
}
