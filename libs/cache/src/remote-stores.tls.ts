import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import type { RemoteStoresEnv } from './remote-stores.env.js';

const FILES = ['REDIS_TLS_CA', 'REDIS_TLS_CERT', 'REDIS_TLS_KEY'] as const;
const SETTINGS = [...FILES, 'REDIS_TLS_SERVERNAME'] as const;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^]+?-----END CERTIFICATE-----/g;

type TlsProblem = { readonly variable: string; readonly message: string };

/** Settings that ask for TLS, besides `REDIS_TLS` itself. */
export function tlsSettings(environment: RemoteStoresEnv): string[] {
  const named = SETTINGS.filter((name) => environment[name] !== undefined) as string[];
  return environment.REDIS_URL?.startsWith('rediss:') ? ['REDIS_URL=rediss:', ...named] : named;
}

export function usesTls(environment: RemoteStoresEnv): boolean {
  if (environment.REDIS_TLS !== 'auto') return environment.REDIS_TLS === 'on';
  return tlsSettings(environment).length > 0;
}

/** `undefined` = plain text. */
export function tlsOptions(environment: RemoteStoresEnv): ConnectionOptions | undefined {
  if (!usesTls(environment)) return undefined;
  const { REDIS_TLS_CA, REDIS_TLS_CERT, REDIS_TLS_KEY, REDIS_TLS_SERVERNAME } = environment;
  return {
    ...(REDIS_TLS_CA ? { ca: readFileSync(REDIS_TLS_CA, 'utf8') } : {}),
    ...(REDIS_TLS_CERT ? { cert: readFileSync(REDIS_TLS_CERT, 'utf8') } : {}),
    ...(REDIS_TLS_KEY ? { key: readFileSync(REDIS_TLS_KEY, 'utf8') } : {}),
    ...(REDIS_TLS_SERVERNAME ? { servername: REDIS_TLS_SERVERNAME } : {}),
  };
}

/** Files that a connection would fail on, later and with fewer words. */
export function tlsProblems(environment: RemoteStoresEnv): TlsProblem[] {
  const { REDIS_TLS, REDIS_TLS_CERT, REDIS_TLS_KEY } = environment;
  const asking = tlsSettings(environment);
  if (REDIS_TLS === 'off' && asking.length > 0)
    return [{ variable: 'REDIS_TLS', message: `is off beside ${asking.join(' and ')}. Unset one of them.` }];
  if (Boolean(REDIS_TLS_CERT) !== Boolean(REDIS_TLS_KEY)) {
    const [missing, given] = REDIS_TLS_CERT
      ? ['REDIS_TLS_KEY', 'REDIS_TLS_CERT']
      : ['REDIS_TLS_CERT', 'REDIS_TLS_KEY'];
    return [{ variable: missing, message: `is not set beside ${given}. Set both, or none.` }];
  }
  const problems = FILES.flatMap((name) => fileProblem(name, environment[name]) ?? []);
  return problems.length > 0 || !REDIS_TLS_CERT ? problems : pairProblems(environment);
}

function fileProblem(variable: (typeof FILES)[number], file: string | undefined): TlsProblem[] {
  if (file === undefined) return [];
  const check = variable === 'REDIS_TLS_KEY' ? privateKeyOf : certificatesOf;
  try {
    check(textOf(file));
    return [];
  } catch (error) {
    return [{ variable, message: (error as Error).message }];
  }
}

function pairProblems({ REDIS_TLS_CERT, REDIS_TLS_KEY }: RemoteStoresEnv): TlsProblem[] {
  const [certificate] = certificatesOf(textOf(REDIS_TLS_CERT!));
  if (certificate!.checkPrivateKey(privateKeyOf(textOf(REDIS_TLS_KEY!)))) return [];
  const message = "is not the key of REDIS_TLS_CERT's first certificate. Name the file that belongs to it.";
  return [{ variable: 'REDIS_TLS_KEY', message }];
}

/** Looked at first: to open what is no file, such as a pipe, could take forever. */
function textOf(file: string): string {
  try {
    if (statSync(file).isFile()) return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new Error(`the file can't be read (${code}). Name a PEM file that this process may read.`, {
      cause: error,
    });
  }
  throw new Error('is not a file. Name a PEM file.');
}

/** @throws when there is none, or one of them is damaged. */
function certificatesOf(text: string): X509Certificate[] {
  const blocks = text.match(CERTIFICATE) ?? [];
  if (blocks.length === 0)
    throw new Error('the file holds no certificate in PEM form ("-----BEGIN CERTIFICATE-----").');
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch (error) {
    throw new Error('the file holds a certificate that is damaged.', { cause: error });
  }
}

function privateKeyOf(text: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch (error) {
    const isLocked = /ENCRYPTED/.test(text);
    const why = isLocked ? 'a key with a passphrase; write it without one' : 'no private key in PEM form';
    throw new Error(`the file holds ${why}.`, { cause: error });
  }
}
