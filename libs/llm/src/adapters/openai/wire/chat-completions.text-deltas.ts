import { isObject, type JsonObject } from '../../../json.js';
import { slicesOf, type Slicing } from '../../../wire/text.slices.js';
import { spells, type Token, tokenGroups } from './chat-completions.logprobs.js';

const TEXT_NAMES = ['content', 'refusal'] as const;
type TextName = (typeof TEXT_NAMES)[number];

export interface TextDelta {
  readonly delta: JsonObject;
  /** The probabilities of this piece of the text. */
  readonly logprobs?: JsonObject;
}

/** Lists of tokens that together are the texts of a message. */
export type Spelling = Readonly<Partial<Record<TextName, readonly Token[] | null>>>;

type TextDeltas = Generator<TextDelta, void, void>;

/** The texts of the message, piece by piece. With probabilities, the pieces are whole tokens. */
export function* textDeltas(
  message: JsonObject,
  spelling: Spelling | undefined,
  slicing: Slicing,
): TextDeltas {
  for (const name of TEXT_NAMES) {
    const [text, tokens] = [message[name], spelling?.[name]];
    if (tokens) yield* tokenDeltas(name, tokens, slicing);
    else if (typeof text === 'string') yield* sliceDeltas(name, text, slicing);
  }
}

/** Whether the lists of tokens are exactly the texts. Only then can a piece of text be sent with its tokens. */
export function isSpelling(logprobs: unknown, message: JsonObject): logprobs is Spelling {
  if (!isObject(logprobs)) return false;
  const lists = Object.entries(logprobs).filter(([, list]) => list !== null);
  return lists.length > 0 && lists.every(([name, list]) => isTextName(name) && spells(list, message[name]));
}

function* sliceDeltas(name: TextName, text: string, slicing: Slicing): TextDeltas {
  for (const slice of slicesOf(text, slicing)) yield { delta: { [name]: slice } };
}

function* tokenDeltas(name: TextName, tokens: readonly Token[], slicing: Slicing): TextDeltas {
  const none = { content: null, refusal: null };
  for (const group of tokenGroups(tokens, slicing)) {
    const text = group.map(({ token }) => token).join('');
    yield { delta: { [name]: text }, logprobs: { ...none, [name]: group } };
  }
}

function isTextName(name: string): name is TextName {
  return (TEXT_NAMES as readonly string[]).includes(name);
}
