import { parseEventStream } from '../../apps/api/testing/event-stream.js';
import { askAt, CHAT_COMPLETIONS, type Endpoint, MESSAGES, QUERY } from '../support/endpoints.js';
import {
  heldForPaused,
  LONG,
  LONG_QUESTION,
  LONG_TEXT,
  readReplays,
  rememberLong,
  slowestProbe,
} from '../support/long.answer.js';
import { ANTHROPIC, OPENAI } from './conformance/dialects.js';
import { openStage, type Stage } from './stage.js';

/** What a probe may wait. */
const PROBE_MS = 300;
/** What 20 readers may hold who stop reading. */
const HELD_MEGABYTES = 200;

describe('replays of 770,000 characters', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ SEMANTIC_MODE: 'off' });
  });
  afterAll(() => stage.close());

  describe.each<[string, Endpoint, (stream: string) => string]>([
    ['our own', QUERY, (stream) => parseEventStream(stream).texts.join('')],
    ["OpenAI's", CHAT_COMPLETIONS, (stream) => OPENAI.textOf(stream)],
    ["Anthropic's", MESSAGES, (stream) => ANTHROPIC.textOf(stream)],
  ])('in %s format', (_name, endpoint, textOf) => {
    beforeAll(() => rememberLong(stage, endpoint));

    const streamed = () => askAt(stage.service.url, endpoint, { question: LONG_QUESTION, stream: true });

    it('are the whole answer, in frames that take little more than its text', async () => {
      const { text, cache } = await streamed();
      expect(cache).toBe('HIT');
      expect(textOf(text) === LONG_TEXT).toBe(true);
      expect(text.length).toBeLessThan(1.2 * LONG);
      expect(text).toContain(endpoint.terminal);
      // The first token has a frame of its own.
      expect(text).toContain('"You"');
    });

    it.each([1, 10])('leave time for a probe while %d are read at once', async (readers) => {
      // Whatever else this machine does can only add to a round.
      const rounds: number[] = [];
      for (let round = 0; round < 3; round++)
        rounds.push(await slowestProbe(stage.service, () => readReplays(stage.service, endpoint, readers)));
      expect(Math.min(...rounds)).toBeLessThan(PROBE_MS);
    });

    it('are not made ahead for 20 readers who stop reading', async () => {
      let held = 0;
      const probe = await slowestProbe(stage.service, async () => {
        held = await heldForPaused(stage.service, endpoint, 20);
      });
      expect(held).toBeLessThan(HELD_MEGABYTES);
      expect(probe).toBeLessThan(2 * PROBE_MS);
    });
  });
});
