import { connect } from 'node:net';

/** Sends bytes as they are, and reads what comes until the server hangs up or falls silent. @param url `http://host:port`. */
export async function sendRaw(url: string, bytes: string, silenceMs = 1_000): Promise<string> {
  const socket = connect(Number(new URL(url).port), new URL(url).hostname);
  socket.setEncoding('latin1').setTimeout(silenceMs, () => socket.destroy());
  socket.write(bytes, 'latin1');
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  await new Promise<void>((closed) => socket.on('error', () => undefined).once('close', () => closed()));
  return text;
}

/** The statuses of the responses in what was read; one follows the body of the other without a line break. */
export function statusesIn(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
