import { AnswerIds } from '../answer-ids/answer-ids.js';
import { Readable } from 'node:stream';
import { RagCacheError } from '@app/core';
import { ManualClock, RecordingSignals } from '@app/core/testing';
import { loadWireFormats, ModelCatalog, UpstreamError, WireUpstream, type PassedCall } from '@app/llm';
import { routesTo } from '@app/llm/testing';
import { UpstreamGate } from '../upstream/upstream-gate.js';
import type { RelayCommand } from './relay-command.js';
import { AccountWall } from '../owners/account-wall.js';
import { MemoryResourceOwners } from '../owners/adapters/memory.resource-owners.js';
import { KnownOwners } from '../owners/known-owners.js';
import { OwnThings } from './own-things.js';
import { RequestRelay } from './request-relay.js';

class RecordingUpstream extends WireUpstream {
  readonly name = 'openai';
  readonly calls: PassedCall[] = [];
  failure?: Error;
  text = '{}';

  send(): Promise<never> {
    return Promise.reject(new Error('Not a call in a known format.'));
  }

  async pass(call: PassedCall) {
    this.calls.push(call);
    await Promise.resolve();
    if (this.failure) throw this.failure;
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Readable.from([Buffer.from(this.text)]),
    };
  }
}

function things(): OwnThings {
  const clock = new ManualClock();
  const owners = new KnownOwners(async () => new MemoryResourceOwners(clock), new RecordingSignals());
  return new OwnThings({ wall: new AccountWall(owners), owners, now: () => clock.now(), keepDays: 30 });
}

async function scene(most = 2) {
  const upstream = new RecordingUpstream();
  const gate = new UpstreamGate(most, new RecordingSignals());
  const tools = {
    formats: await loadWireFormats(),
    routes: routesTo({ openai: upstream, anthropic: upstream }),
    gate,
    ids: new AnswerIds({ secret: 's', keepDays: 30 }, new ManualClock()),
    things: things(),
    catalog: new ModelCatalog({ aliases: new Map(), prices: new Map() }),
  };
  const requests = new RequestRelay(tools, { timeoutMs: 5_000, closed: [] });
  const pass = (command: Partial<RelayCommand> = {}) =>
    requests.pass(
      {
        ...{ tenant: 'acme', isShared: false, method: 'GET', path: '/files', search: '?limit=1' },
        ...{ format: 'chat-completions', headers: { 'x-extra': 'y', authorization: 'Bearer ours' } },
        ...command,
      },
      { signal: new AbortController().signal },
    );
  return { upstream, pass };
}

describe('RequestRelay', () => {
  it('passes a request on without its credentials', async () => {
    const { upstream, pass } = await scene();
    await pass();
    expect(upstream.calls).toEqual([
      { method: 'GET', route: '/files?limit=1', headers: { 'x-extra': 'y' }, body: undefined },
    ]);
  });

  it('takes up room for a call until its body has ended, in whatever way', async () => {
    const { upstream, pass } = await scene(1);
    for (const end of ['read', 'destroyed', 'failed']) {
      upstream.failure = end === 'failed' ? new Error('lost') : undefined;
      const response = await pass().catch(() => undefined);
      if (end === 'failed') continue;
      await expect(pass()).rejects.toMatchObject({ code: 'overloaded' });
      const closed = new Promise((resolve) => response!.body.once('close', resolve));
      if (end === 'read') response!.body.resume();
      else response!.body.destroy();
      await closed;
    }
    upstream.failure = undefined;
    (await pass()).body.destroy();
  });

  it("does not blame the upstream for the caller's own body", async () => {
    const { upstream, pass } = await scene();
    const own = new RagCacheError('body_too_large', 'Send less.');
    upstream.failure = new UpstreamError('upstream_unreachable', 'Nobody there.', { cause: own });
    await expect(pass()).rejects.toBe(own);
  });

  it('asks the account before a call that may cost, and charges the reported usage or the length of the request', async () => {
    const { upstream, pass } = await scene();
    const charged: number[] = [];
    const account = {
      admitCall: jest.fn(() => Promise.resolve()),
      admitWrite: () => Promise.resolve(true),
      charge: ({ total }: { total: number }) => void charged.push(total),
    };
    const spend = async (command: Partial<RelayCommand>) => {
      const { body } = await pass({ account, ...command });
      await new Promise((resolve) => body.resume().once('close', resolve));
    };
    await spend({ method: 'GET' });
    expect([account.admitCall.mock.calls.length, charged]).toEqual([0, []]);
    await spend({ method: 'POST', body: Buffer.alloc(40) });
    upstream.text = '{"usage":{"prompt_tokens":3,"total_tokens":3}}';
    await spend({ method: 'POST', body: Buffer.alloc(40) });
    expect([account.admitCall.mock.calls.length, charged]).toEqual([2, [10, 3]]);
    account.admitCall.mockRejectedValueOnce(new RagCacheError('rate_limited', 'Slower.'));
    await expect(spend({ method: 'POST' })).rejects.toMatchObject({ code: 'rate_limited' });
    expect(upstream.calls).toHaveLength(3);
  });

  describe('where tenants share an account', () => {
    it.each([
      ['POST', '/embeddings'],
      ['POST', '/audio/transcriptions'],
      ['GET', '/models/gpt-sim'],
      ['HEAD', '/models/gpt-sim'],
    ])('passes %s %s, which computes from the request alone', async (method, path) => {
      const { upstream, pass } = await scene();
      await pass({ method, path, isShared: true });
      expect(upstream.calls).toHaveLength(1);
    });

    it.each([
      ['DELETE', '/models/ft-1'],
      ['HEAD', '/files'],
      ['GET', '/embeddings'],
      ['POST', '/embeddings/x'],
      ['PUT', '/anything'],
    ])('refuses %s %s', async (method, path) => {
      const { upstream, pass } = await scene();
      await expect(pass({ method, path, isShared: true })).rejects.toMatchObject({ code: 'forbidden' });
      expect(upstream.calls).toEqual([]);
    });
  });
});
