import { ANTHROPIC_CALLS } from '../../support/recordings/anthropic.calls.js';
import { sdksReading, streamedMessage, wholeMessage } from '../../support/recordings/official-sdks.js';
import { OPENAI_CALLS } from '../../support/recordings/openai.calls.js';
import { type RecordedCall, storingOf } from '../../support/recordings/recording.js';
import { readRecording } from '../../support/recordings/recordings.js';
import { type ConformanceStage, openConformanceStage, TOOL_ANSWERS_KEPT } from './conformance.stage.js';
import { DIALECTS, freshModel } from './dialects.js';

const CALLS = [...OPENAI_CALLS, ...ANTHROPIC_CALLS].map(
  (call) => [`${call.provider} ${call.name}`, call] as const,
);
const REPLAYED = CALLS.filter(([, call]) => storingOf(call) !== 'never');
const NEVER_STORED = CALLS.filter(([, call]) => storingOf(call) === 'never');
const READERS = { whole: wholeMessage, streamed: streamedMessage };
type Way = keyof typeof READERS;

describe('a replayed message', () => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage(TOOL_ANSWERS_KEPT);
  });
  afterAll(() => stage.close());

  /** The message as the provider's SDK reads it through the service, in a namespace of its own. */
  const through = async (call: RecordedCall, way: Way, namespace: string) => {
    let answer: Response | undefined;
    const watched: typeof fetch = async (url, options = {}) => {
      const headers = new Headers(options.headers);
      headers.set('x-cache-namespace', namespace);
      return (answer = await fetch(url, { ...options, headers }));
    };
    const message = await READERS[way](stage.sdks({ fetch: watched }), call);
    return { message, cache: answer!.headers.get('x-cache-status') };
  };
  const original = (call: RecordedCall) => {
    const { whole } = readRecording(call);
    return wholeMessage(sdksReading(whole.headers['content-type']!, [whole.body]), call);
  };

  it('is tried with at least 30 recordings', () => {
    expect(REPLAYED.length).toBeGreaterThanOrEqual(30);
  });

  describe.each<[string, Way]>([
    ['whole', 'whole'],
    ['streamed', 'streamed'],
  ])('that first came %s', (_, first) => {
    it.each(REPLAYED)('is the original one to the official SDK: %s', async (_name, call) => {
      const message = await original(call);
      const [namespace, calls] = [`first-${first}`, stage.upstream.calls()];
      stage.simulator.behave(call.behaviour);
      expect(await through(call, first, namespace)).toEqual({ message, cache: 'MISS' });
      stage.simulator.behave({ say: { text: 'Something else.' } });
      for (const way of ['whole', 'streamed', 'streamed', 'whole'] as const)
        expect(await through(call, way, namespace)).toEqual({ message, cache: 'HIT' });
      expect(stage.upstream.calls() - calls).toBe(1);
    });

    it.each(NEVER_STORED)('is passed on unchanged, but never kept: %s', async (_name, call) => {
      const message = await original(call);
      stage.simulator.behave(call.behaviour);
      const asked = () => through(call, first, `never-${first}`);
      expect([await asked(), await asked()]).toEqual(Array(2).fill({ message, cache: 'MISS' }));
    });
  });

  it.each(DIALECTS)('of %s has an id of its own each time', async (_, dialect) => {
    stage.simulator.behave({});
    const body = dialect.ask('How old is the oak in the yard?', { model: freshModel() });
    const ask = async (stream: boolean) => (await stage.post(dialect, { ...body, stream })).text;
    const texts = [await ask(false), await ask(false), await ask(true), await ask(true)];
    const ids = texts.map((text) => /"id":"(chatcmpl-|msg_|resp_)[\w-]+"/.exec(text)![0]);
    expect(new Set(ids).size).toBe(4);
  });
});
