/** A run of signs with the words beside it. */
export interface Sign {
  readonly run: string;
  readonly left: Beside;
  readonly right: Beside;
  /** All signs that stand together. */
  readonly text: string;
}

interface Beside {
  readonly word: string;
  /** Whether no space is between. */
  readonly glued: boolean;
}

/** Whether prose uses a sign so: dashes, slashes between words, amounts, hyphens, the end of a sentence. */
export function isProse(sign: Sign): boolean {
  const { run, left, right, text } = sign;
  if (text.includes('://')) return true;
  if (/^[.?!:]+$/.test(run)) return isPunctuation(sign);
  if (left.glued && right.glued) return /^[-/&@]$/.test(run);
  if (left.glued) return isProseBehind(run, left.word);
  return right.glued ? isProseBefore(run, right.word) : isProseBetween(run, left.word, right.word);
}

/** "5!" and "n!" compute, "cd .." names a folder, "a ? b : c" decides, "?." and "!x" are code. */
function isPunctuation({ run, left, right }: Sign): boolean {
  if (left.glued && right.glued) return /^[.:?!]$/.test(run);
  if (left.glued) return !(run === '!' && /^(?:\p{N}+|\p{L})$/u.test(left.word));
  if (right.glued) return run === ':';
  if (/^\.{1,2}$/.test(run)) return false;
  return right.word === '' || !(isShort(left.word) || isShort(right.word));
}

function isProseBehind(run: string, word: string): boolean {
  if (run === '-' || run === '&' || run === '/') return true;
  return /^[%$€£¥]$/.test(run) && /\p{N}$/u.test(word);
}

function isProseBefore(run: string, word: string): boolean {
  if (run === '-') return !/^(?:\p{L}{1,3}|\p{N}+)$/u.test(word);
  return /^[#$€£¥]$/.test(run) && /^\p{N}/u.test(word);
}

function isProseBetween(run: string, left: string, right: string): boolean {
  if (run === '&' || run === '$') return left !== '' || right !== '';
  if (run === '#') return /^\p{N}/u.test(right);
  if (run === '%' && /^\p{N}+$/u.test(left)) return right.length !== 1;
  return /^(?:[-+/%]|--+)$/.test(run) && !(isShort(left) || isShort(right));
}

function isShort(word: string): boolean {
  return /^(?:\p{L}|\p{N}+)$/u.test(word);
}
