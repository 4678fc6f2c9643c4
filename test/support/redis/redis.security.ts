import type { Certificates } from './redis.certificates.js';

/** How the servers of a test are locked; not at all by default. */
export interface Security {
  /** The port speaks TLS, and so do copies, nodes and Sentinels among each other. */
  readonly tls?: Certificates;
  /** The user that may do everything. The default user is off then. */
  readonly login?: Login;
  /** What the certificate calls the server; 127.0.0.1 unless said. */
  readonly host?: string;
  /** Further users, each a line as `ACL SETUSER` takes it. */
  readonly users?: readonly string[];
}

export interface Login {
  readonly username: string;
  readonly password: string;
}

export const OPEN: Security = {};

/** A server's settings, each a name and its values, as a configuration file or the command line takes them. */
export function serverSettings(port: number, { tls, login, users = [] }: Security): string[][] {
  return [
    ['bind', '127.0.0.1'],
    ...(tls ? [['port', '0'], ['tls-port', `${port}`], ...tlsSettings(tls)] : [['port', `${port}`]]),
    ...(login ? [['user', 'default', 'off'], administrator(login)] : []),
    ...users.map((user) => ['user', ...user.split(' ')]),
  ];
}

/** Its own certificate, and TLS towards the other servers. */
export function tlsSettings({ ca, certificate, key }: Certificates): string[][] {
  return [
    ['tls-cert-file', certificate],
    ['tls-key-file', key],
    ['tls-ca-cert-file', ca],
    ['tls-auth-clients', 'no'],
    ['tls-replication', 'yes'],
  ];
}

/** What `redis-cli` needs to reach it. */
export function cliArguments(port: number, security: Security): string[] {
  return ['-h', security.host ?? '127.0.0.1', '-p', `${port}`, ...accessArguments(security)];
}

/** What `redis-cli` needs to be let in, wherever the server is. */
export function accessArguments({ tls, login }: Security): string[] {
  return [
    ...(tls ? ['--tls', '--cacert', tls.ca] : []),
    ...(login ? ['--user', login.username, '--pass', login.password, '--no-auth-warning'] : []),
  ];
}

function administrator({ username, password }: Login): string[] {
  return ['user', username, 'on', `>${password}`, '~*', '&*', '+@all'];
}
