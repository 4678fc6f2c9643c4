/** What an error of the connection says about a setting. */
export interface Complaint {
  readonly message: string;
  /** Going on would do something else than was meant. */
  readonly isFinal: boolean;
}

interface Known {
  readonly in: RegExp;
  readonly message: string;
}

const SENTINELS = /sentinel/i;
const OF_SENTINELS: readonly Known[] = [
  {
    in: /WRONGPASS|NOAUTH|NOPERM/,
    message: 'the Sentinels refuse REDIS_SENTINEL_USERNAME and REDIS_SENTINEL_PASSWORD, or ask for them',
  },
  { in: /unknown command/i, message: 'REDIS_SENTINELS names servers that are no Sentinels' },
  {
    in: /No such master|invalid reply: (null|undefined)/,
    message: 'the Sentinels know no master called REDIS_SENTINEL_NAME',
  },
];
const OF_SERVERS: readonly Known[] = [
  {
    in: /WRONGPASS|NOAUTH/,
    message: 'the server refuses REDIS_USERNAME and REDIS_PASSWORD, or asks for them',
  },
  {
    in: /cluster support disabled/,
    message: 'REDIS_CLUSTER_NODES names servers that are no cluster: use REDIS_URL',
  },
];
const OF_BOTH: readonly Known[] = [
  {
    in: /altnames|ALTNAME/,
    message:
      'the certificate does not carry the address that the server is reached at: set REDIS_TLS_SERVERNAME to a name that it carries',
  },
  {
    in: /self-signed|verify|issuer|has expired|not yet valid/,
    message: 'the certificate is not trusted, or not valid now: see REDIS_TLS_CA',
  },
  { in: /wrong version number|packet length too long/, message: 'the server speaks no TLS: see REDIS_TLS' },
];

/** `undefined` = nothing that an operator could mend by a setting. */
export function complaintOf(error: Error): Complaint | undefined {
  const { command } = error as { command?: { name?: string } };
  if (command?.name === 'select') return { message: NO_DATABASE, isFinal: true };
  const text = textOf(error);
  const known = [...(SENTINELS.test(text) ? OF_SENTINELS : OF_SERVERS), ...OF_BOTH];
  const found = known.find((one) => one.in.test(text));
  return found && { message: `${found.message}.`, isFinal: false };
}

const NO_DATABASE =
  'REDIS_URL names a database that this server does not have, or that this user may not select. Name another one, such as /0.';

/** A cluster keeps the reason of its last node apart. */
function textOf(error: Error): string {
  const { lastNodeError } = error as { lastNodeError?: Error };
  return `${error.message} ${lastNodeError?.message ?? ''}`;
}
