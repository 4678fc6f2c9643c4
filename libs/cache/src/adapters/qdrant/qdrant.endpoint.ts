/** Where a Qdrant listens. */
export interface QdrantEndpoint {
  /** What paths begin with behind a proxy that adds some; empty or `/…` without a slash at its end. */
  readonly prefix: string;
  readonly origin: string;
}

/** What Qdrant's own clients take when none is written, with TLS as without. */
const USUAL_PORT = 6333;

/** @param text an http or https URL. */
export function qdrantEndpoint(text: string): QdrantEndpoint {
  const { protocol, hostname, pathname } = new URL(text);
  const port = portIn(text) ?? USUAL_PORT;
  return { prefix: pathname.replace(/(?<!\/)\/+$/, ''), origin: `${protocol}//${hostname}:${port}` };
}

/** The addresses in `QDRANT_URL`, as they are written. */
export function addressesIn(setting: string): string[] {
  return setting.split(',').map((address) => address.trim());
}

/** `URL` forgets a port that is the protocol's usual one, so the text is asked. */
function portIn(text: string): number | undefined {
  const written = /^https?:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(text)?.[1];
  return written === undefined ? undefined : Number(written);
}
