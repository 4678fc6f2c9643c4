/** Letters that Unicode doesn't take apart into a letter and a mark. */
const WHOLE: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ı: 'i',
  æ: 'a',
  œ: 'o',
  ß: 's',
  ð: 'd',
  þ: 'th',
  ə: 'e',
};

/** A word as it is typed where the keyboard has no accents: wyłączyć is wylaczyc. @param word in lower case. */
export function withoutMarks(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[łøđıæœßðþə]/g, (letter) => WHOLE[letter] ?? letter);
}
