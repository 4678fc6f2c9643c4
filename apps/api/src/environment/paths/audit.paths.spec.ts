import { auditPath, auditPaths } from './audit.paths.js';

const settings = { DATA_DIR: 'data', API_WORKERS: 1 };

describe('where the audit log is', () => {
  it('is in the data folder unless a file is named, or nowhere', () => {
    expect(auditPath(settings)).toBe('data/audit.jsonl');
    expect(auditPath({ ...settings, AUDIT_LOG: '/var/log/a.log' })).toBe('/var/log/a.log');
    expect(auditPaths({ ...settings, AUDIT_LOG: 'off', API_WORKERS: 3 })).toEqual([]);
  });

  it('is a file for each slot of a worker, however often it was filled', () => {
    expect(auditPaths({ ...settings, API_WORKERS: 2 })).toEqual(['data/audit-1.jsonl', 'data/audit-2.jsonl']);
    expect(auditPath({ ...settings, AUDIT_LOG: '/var/log/a.log' }, '2')).toBe('/var/log/a-2.log');
  });
});
