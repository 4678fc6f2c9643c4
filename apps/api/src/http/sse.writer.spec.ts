import { EventEmitter, once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CallerLeft } from '@app/query';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { SseWriter } from './sse.writer.js';

type Handler = (writer: SseWriter, reply: FastifyReply) => Promise<unknown>;

describe('SseWriter', () => {
  let server: FastifyInstance;
  afterEach(() => server.close());

  /** A response that the handler writes, not read yet, and what became of the handler. */
  async function response(handle: Handler, silenceMs?: number) {
    let handled!: Promise<unknown>;
    server = fastify({ forceCloseConnections: true });
    server.get('/', (_request, reply) => {
      reply.header('x-own', 'yes');
      handled = handle(new SseWriter(reply, silenceMs), reply);
      return handled.catch(() => undefined);
    });
    await server.listen({ host: '127.0.0.1', port: 0 });
    const request = get({ port: (server.server.address() as AddressInfo).port, agent: false });
    request.on('error', () => undefined);
    const [message] = (await once(request, 'response')) as [IncomingMessage];
    message.setEncoding('utf8').on('error', () => undefined);
    return { message, handled };
  }

  it("sends frames as they come, under the reply's headers and its own", async () => {
    let go!: () => void;
    const { message } = await response(async (writer) => {
      await writer.send('data: 1\n\n');
      await new Promise<void>((resolve) => (go = resolve));
      await writer.send('data: 2\n\n');
      writer.end();
    });
    expect(message.statusCode).toBe(200);
    expect(message.headers).toMatchObject({
      ...{ 'content-type': 'text/event-stream', 'x-accel-buffering': 'no', 'x-own': 'yes' },
    });
    const read: string[] = [];
    for await (const chunk of message) {
      read.push(String(chunk));
      go();
    }
    expect(read).toEqual(['data: 1\n\n', 'data: 2\n\n']);
  });

  it("lets the reply's headers and status win", async () => {
    const { message } = await response(async (writer, reply) => {
      void reply.code(207).header('content-type', 'text/event-stream; charset=utf-8');
      await writer.send('data: 1\n\n');
      writer.end();
    });
    expect([message.statusCode, message.headers['content-type']]).toEqual([
      207,
      'text/event-stream; charset=utf-8',
    ]);
    message.resume();
  });

  it('leaves the reply to others until its first frame', async () => {
    const { message } = await response(async (writer, reply) => {
      writer.keepAlive();
      writer.end();
      expect(writer.isOpen).toBe(false);
      return reply.code(503).send({ code: 'x' });
    });
    expect([message.statusCode, await once(message, 'data')]).toEqual([503, ['{"code":"x"}']]);
  });

  it('keeps no more than one frame for a reader who is slow, and loses nothing', async () => {
    const frame = `data: ${'x'.repeat(100_000)}\n\n`;
    let waiting = 0;
    const { message } = await response(async (writer, reply) => {
      for (let sent = 0; sent < 100; sent++) {
        await writer.send(frame);
        waiting = Math.max(waiting, reply.raw.writableLength);
      }
      writer.end();
    });
    let bytes = 0;
    for await (const chunk of message) {
      bytes += String(chunk).length;
      await new Promise(setImmediate);
    }
    expect(bytes).toBe(100 * frame.length);
    expect(waiting).toBeLessThan(2 * frame.length);
  });

  it('keeps no more of a long frame than of a short one, and cuts no character of it', async () => {
    const frame = `data: ${'x😀é'.repeat(2_000_000)}\n\n`;
    let written = 0;
    let waiting = 0;
    const { message } = await response(async (writer, reply) => {
      const write = reply.raw.write.bind(reply.raw) as (text: string) => boolean;
      reply.raw.write = ((text: string) => {
        written += Buffer.byteLength(text);
        const hasRoom = write(text);
        waiting = Math.max(waiting, reply.raw.writableLength);
        return hasRoom;
      }) as typeof reply.raw.write;
      await writer.send(frame);
      writer.end();
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    // The rest of it is with the kernel, which takes some megabytes for a reader on the same machine.
    expect(written).toBeLessThan(Buffer.byteLength(frame));
    let text = '';
    for await (const chunk of message) text += String(chunk);
    expect(text === frame).toBe(true);
    expect(waiting).toBeLessThan(256_000);
  });

  it('gives others a turn while a reader takes all that comes', async () => {
    let turns = 0;
    const { message } = await response(async (writer) => {
      let isOver = false;
      const count = () => void (isOver || (turns++, setImmediate(count)));
      setImmediate(count);
      for (let sent = 0; sent < 1_000; sent++) await writer.send(`data: ${'x'.repeat(1_000)}\n\n`);
      isOver = true;
      writer.end();
    });
    message.resume();
    await once(message, 'end');
    expect(turns).toBeGreaterThan(20);
  });

  it('has no comment inside a frame that comes in pieces', async () => {
    const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
    const { message } = await response(async (writer) => {
      await writer.send('data: one,');
      await pause();
      await writer.send(' two');
      await pause();
      await writer.send('\n\n');
      await pause();
      writer.end();
    }, 10);
    let text = '';
    for await (const chunk of message) text += String(chunk);
    expect(text).toMatch(/^data: one, two\n\n(: keep-alive\n)+$/);
  });

  it('rejects when its reader leaves, before a frame or while there is no room for the next', async () => {
    const frame = `data: ${'x'.repeat(100_000)}\n\n`;
    const { message, handled } = await response(async (writer) => {
      for (;;) await writer.send(frame);
    });
    message.destroy();
    await expect(handled).rejects.toBeInstanceOf(CallerLeft);
  });

  it('breaks a long silence with comments, before and after the first frame', async () => {
    const cue = new EventEmitter();
    const [quietBefore, quietAfter] = [once(cue, 'before'), once(cue, 'after')];
    const { message } = await response(async (writer) => {
      writer.keepAlive();
      await quietBefore;
      await writer.send('data: 1\n\n');
      await quietAfter;
      writer.end();
    }, 10);
    let text = '';
    for await (const chunk of message) {
      text += String(chunk);
      if (/^(: keep-alive\n){2,}$/.test(text)) cue.emit('before');
      if (/1\n\n(: keep-alive\n){2,}$/.test(text)) cue.emit('after');
    }
    expect(text).toMatch(/^(: keep-alive\n)+data: 1\n\n(: keep-alive\n)+$/);
  });

  it('sends its headers before its first frame when told to begin, and breaks the silence that follows', async () => {
    let go!: () => void;
    const { message } = await response(async (writer) => {
      writer.begin();
      expect(writer.isOpen).toBe(true);
      await new Promise<void>((resolve) => (go = resolve));
      await writer.send('data: 1\n\n');
      writer.end();
    }, 10);
    expect([message.statusCode, message.headers['x-own']]).toEqual([200, 'yes']);
    let text = '';
    for await (const chunk of message) {
      text += String(chunk);
      go();
    }
    expect(text).toMatch(/^(: keep-alive\n)+data: 1\n\n$/);
  });

  it('keeps a byte order mark where it is one, and takes it away behind a comment', async () => {
    for (const [pause, mark] of [
      [0, '\ufeff'],
      [50, ''],
    ] as const) {
      const { message } = await response(async (writer) => {
        if (pause > 0) writer.begin();
        await new Promise((resolve) => setTimeout(resolve, pause));
        await writer.send('\ufeffdata: 1\n\n');
        writer.end();
      }, 10);
      let text = '';
      for await (const chunk of message) text += String(chunk);
      expect(text.replaceAll(': keep-alive\n', '')).toBe(`${mark}data: 1\n\n`);
      await server.close();
    }
  });
});
