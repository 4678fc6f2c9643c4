// Builds the programs that the chart is checked with into tools/helm/bin, when Go is there and they are missing or old.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LEAST_GO = [1, 26];
/** Each program, the Go module (a folder here) that pins it, and its package. */
const PROGRAMS = [
  ['helm4', '.', 'helm.sh/helm/v4/cmd/helm'],
  ['helm3', '.', 'helm.sh/helm/v3/cmd/helm'],
  ['helm-unittest', '.', 'github.com/helm-unittest/helm-unittest/cmd/helm-unittest'],
  ['kubectl-validate', 'validate', 'sigs.k8s.io/kubectl-validate'],
  ['kube-score', 'score', 'github.com/zegl/kube-score/cmd/kube-score'],
  ['check', 'check', '.'],
];

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** @returns {string | undefined} what is wrong with the Go on this machine */
function goProblem() {
  const { stdout = '' } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' });
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  if (!major) return 'there is no Go';
  const enough = Number(major) > LEAST_GO[0] || Number(minor) >= LEAST_GO[1];
  return enough ? undefined : `Go ${major}.${minor} is too old`;
}

function isCurrent(program, folder) {
  const builtAt = statSync(here(`bin/${program}`), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = readdirSync(here(folder)).filter((name) => /^go\.(mod|sum)$|\.go$/.test(name));
  return sources.every((name) => statSync(here(`${folder}/${name}`)).mtimeMs < builtAt);
}

function build([program, folder, source]) {
  if (isCurrent(program, folder)) return true;
  console.log(`building ${program}`);
  const args = ['build', '-o', here(`bin/${program}`), source];
  return spawnSync('go', args, { cwd: here(folder), stdio: 'inherit' }).status === 0;
}

const problem = goProblem();
if (problem) {
  console.warn(
    `\n*** THE HELM CHART IS NOT CHECKED: ${problem}. Install Go ${LEAST_GO.join('.')} or later. ***\n`,
  );
} else {
  process.exitCode = PROGRAMS.every(build) ? 0 : 1;
}
