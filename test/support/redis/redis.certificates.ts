import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** PEM files of an authority and of a server whose certificate it signed. */
export interface Certificates {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** @param folder where the files are put; removing them is the caller's task. @param names of the server, as openssl takes them. */
export function makeCertificates(folder: string, names = 'IP:127.0.0.1'): Certificates {
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout'];
  openssl('req', '-x509', ...newKey, at('ca.key'), '-out', at('ca.pem'), '-subj', '/CN=test authority');
  openssl(
    'req',
    ...newKey,
    at('server.key'),
    '-out',
    at('server.csr'),
    '-subj',
    '/CN=test server',
    '-addext',
    `subjectAltName=${names}`,
  );
  const signer = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-copy_extensions', 'copy'];
  openssl('x509', '-req', '-in', at('server.csr'), ...signer, '-out', at('server.pem'));
  return { ca: at('ca.pem'), certificate: at('server.pem'), key: at('server.key') };
}
