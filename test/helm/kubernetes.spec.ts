import { readFileSync, writeFileSync } from 'node:fs';
import { describeWithPrograms, run } from './programs.js';
import { NEWEST, renderAll, type Resource } from './rendered.js';

/** kubectl-validate knows Kubernetes itself; resources of others are decoded into their own types by `check`. */
const CORE = /^(v1|(apps|autoscaling|policy|networking\.k8s\.io)\/v\d)$/;
const isCore = ({ apiVersion }: Resource) => CORE.test(apiVersion);

const validate = (version: string, files: readonly string[]) =>
  run('kubectl-validate', '--version', version, ...files);

describeWithPrograms('what the chart makes', () => {
  it.each(['1.27', '1.28', '1.29', '1.30'])('is valid on Kubernetes %s', (version) => {
    const { status, stdout, stderr } = validate(version, renderAll(version, isCore));
    expect(`${stdout}${stderr}`.split('\n').filter((line) => line && !line.includes('OK'))).toEqual([]);
    expect(status).toBe(0);
  });

  it('would not be valid where a field is not known yet', () => {
    const { status, stderr } = validate('1.27', renderAll('1.30', isCore));
    expect(stderr).toContain('preStop.sleep: Invalid value: value provided for unknown field');
    expect(status).not.toBe(0);
  });

  it('is known to the newest types, field by field, and every pod is restricted', () => {
    const { status, stdout } = run('check', ...renderAll(NEWEST));
    expect(stdout).toMatch(/^resources: \d{3}, pods: \d\d, findings: 0\n$/);
    expect(status).toBe(0);
  });

  it('would not pass with a field that nobody knows or a pod that may do more', () => {
    const [path] = renderAll(NEWEST) as [string];
    const good = readFileSync(path, 'utf8');
    writeFileSync(path, good.replace(/minReadySeconds/g, 'minReadySekonds'));
    expect(run('check', path)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('minReadySekonds'),
    });
    writeFileSync(path, good.replace(/allowPrivilegeEscalation: false/g, 'privileged: true'));
    expect(run('check', path)).toMatchObject({ status: 1, stdout: expect.stringContaining('privileged') });
  });
});
