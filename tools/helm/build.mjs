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

/** Where Helm 3 keeps the Kubernetes that it renders for when nobody says which; without this it is one of 2020. */
const HELM3_KUBERNETES = ['pkg/chartutil', 'pkg/lint/rules'];

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
  const all = [here('build.mjs'), ...sources.map((name) => here(`${folder}/${name}`))];
  return all.every((source) => statSync(source).mtimeMs < builtAt);
}

/** As Helm's own releases do it: the version of Kubernetes' libraries, v0.37.1, is 1.37. */
function helm3Flags() {
  const args = ['list', '-m', '-f', '{{.Version}}', 'k8s.io/client-go'];
  const { stdout } = spawnSync('go', args, { cwd: here('.'), encoding: 'utf8' });
  const [, minor] = /^v0\.(\d+)/.exec(stdout);
  return HELM3_KUBERNETES.map((name) => `-X helm.sh/helm/v3/${name}.k8sVersionMinor=${minor}`).join(' ');
}

function build([program, folder, source]) {
  if (isCurrent(program, folder)) return true;
  console.log(`building ${program}`);
  const flags = program === 'helm3' ? ['-ldflags', helm3Flags()] : [];
  const args = ['build', ...flags, '-o', here(`bin/${program}`), source];
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
