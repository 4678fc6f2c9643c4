// The steps of continuous integration, as data. Phases run one after the other; the lanes of a phase run side by side, and the
// steps of a lane one after the other. Two cores carry two lanes: one that mostly computes beside one that mostly waits.
import { join } from 'node:path';

/** Both majors are supported. The machine has one of them, the others come from npm, in a version that is named to the last digit. */
const NODE_VERSIONS = { 24: '24.22.3', 20: '20.20.2' };

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} command
 * @property {string} [report] where the step writes its results, as Jest's JSON.
 * @property {string} [path] a folder of programs that come before those of the machine.
 * @property {Record<string, string>} [environment]
 * @property {boolean} [isOptional] the suites that need it skip when it fails.
 */

/** @param {string} folder for reports and programs. @returns {Step[][][]} */
export function phasesIn(folder) {
  const suite = (name, script, ...args) => {
    const report = join(folder, `${name}.json`);
    return {
      name,
      command: ['npm', 'run', '--silent', script, '--', ...args, `--outputFile=${report}`],
      report,
    };
  };
  const jest = (name, script, ...args) => suite(name, script, '--json', ...args);
  const script = (name) => ({ name, command: ['npm', 'run', '--silent', name] });
  const own = process.versions.node.split('.')[0];
  const others = Object.keys(NODE_VERSIONS).filter((major) => major !== own);
  const fuzz = {
    ...jest('fuzz', 'test:fuzz'),
    environment: { SCHEMATHESIS: join(folder, 'venv/bin/schemathesis') },
  };

  return [
    [[{ name: 'install', command: ['npm', 'ci'] }]],
    [
      [script('build'), jest(`node-${own}`, 'test', '--maxWorkers=1')],
      [...['check:lock', 'check:docs', 'format:check', 'lint', 'typecheck', 'architecture'].map(script)],
    ],
    [
      others.flatMap((major) => [
        nodeFromNpm(folder, major),
        { ...jest(`node-${major}`, 'test', '--maxWorkers=1'), path: binOf(folder, major) },
      ]),
      [jest('e2e', 'test:e2e')],
    ],
    [[jest('integration', 'test:integration')], [jest('helm', 'test:helm', '--maxWorkers=1')]],
    [
      [jest('e2e-shared', 'test:e2e:shared')],
      [
        ...schemathesis(folder),
        fuzz,
        { name: 'demo', command: ['npm', 'run', '--silent', 'demo', '--', '--once'] },
        // What can't be installed is skipped, and the skipped tests say why.
        { ...script('clients'), isOptional: true },
        {
          ...jest('test-clients', 'test:clients', '--maxWorkers=1'),
          environment: { CLIENT_NODE: join(binOf(folder, others.at(-1)), 'node') },
        },
      ],
    ],
    // Response times are compared in these two, so nothing else may run.
    [[jest('security', 'test:security')]],
    [[suite('chaos', 'test:chaos', '--quick')]],
  ];
}

/** What the npm package `node` installs, which for that has to run a script. */
const NODE_PACKAGE = `node-${process.platform}-${process.arch}`;

function nodeFromNpm(folder, major) {
  const prefix = join(folder, `node-${major}`);
  const options = ['--prefix', prefix, '--no-save', '--no-package-lock'];
  return {
    name: `get-node-${major}`,
    command: ['npm', 'install', ...options, `${NODE_PACKAGE}@${NODE_VERSIONS[major]}`],
  };
}

function binOf(folder, major) {
  return join(folder, `node-${major}`, 'node_modules', NODE_PACKAGE, 'bin');
}

function schemathesis(folder) {
  const venv = join(folder, 'venv');
  return [
    { name: 'venv', command: ['python3', '-m', 'venv', venv], isOptional: true },
    {
      name: 'get-schemathesis',
      command: [join(venv, 'bin/pip'), 'install', '-q', 'schemathesis==4.32.5'],
      isOptional: true,
    },
  ];
}
