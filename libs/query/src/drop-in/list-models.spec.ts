import { RecordingSignals } from '@app/core/testing';
import { type WireCall, loadWireFormats, WireUpstream } from '@app/llm';
import { routesTo } from '@app/llm/testing';
import { UpstreamGate } from '../upstream/upstream-gate.js';
import { ListModels } from './list-models.js';

/** Answers when the spec says so. */
class HeldUpstream extends WireUpstream {
  readonly name = 'openai';
  readonly calls: WireCall[] = [];
  answer = () => {};
  private readonly answered = new Promise<void>((resolve) => (this.answer = resolve));

  async send(call: WireCall) {
    this.calls.push(call);
    await this.answered;
    const body = (async function* () {
      yield* await Promise.resolve([Buffer.from('{"data":'), Buffer.from('[]}')]);
    })();
    return { status: 200, headers: {}, body };
  }

  pass(): Promise<never> {
    return Promise.reject(new Error('A list of models is not passed on.'));
  }
}

describe('ListModels', () => {
  async function scene(most: number) {
    const upstream = new HeldUpstream();
    const routes = routesTo({ openai: upstream, anthropic: upstream });
    const gate = new UpstreamGate(most, new RecordingSignals());
    const models = new ListModels({ formats: await loadWireFormats(), routes, gate }, 5_000);
    const caller = { signal: new AbortController().signal };
    const list = (tenant: string) =>
      models.list({ tenant, format: 'chat-completions', search: '?limit=5', headers: {} }, caller);
    return { upstream, list };
  }

  it("passes the question on, and the provider's answer back", async () => {
    const { upstream, list } = await scene(2);
    upstream.answer();
    const { status, body } = await list('acme');
    expect([status, body.toString()]).toEqual([200, '{"data":[]}']);
    expect(upstream.calls).toEqual([{ method: 'GET', path: '/models?limit=5', headers: {} }]);
  });

  it("counts among a tenant's calls in the air", async () => {
    const { upstream, list } = await scene(4);
    const asked = [list('acme'), list('acme')];
    await expect(list('acme')).rejects.toMatchObject({ code: 'overloaded' });
    const other = list('rival');
    upstream.answer();
    expect(await Promise.all([...asked, other])).toHaveLength(3);
  });
});
