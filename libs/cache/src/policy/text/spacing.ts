import { CommonEnglish } from '../lexicon/common-english.js';

/** Words that make white space, or the exact letters of something, what a text is about; in a few languages. */
const ENGLISH =
  'spaces? spacing spaced whitespaces? blanks? gaps? tabs? tabulators? tabbed indent\\w* dedent\\w* unindent\\w* newlines? linebreaks? ' +
  'alignment padding padded delimit\\w* separators? regex\\w* markdown yaml makefile tsv ' +
  'trim\\w* strip strips stripped tokeni[sz]\\w* characters? strings? substrings? base64 verbatim literally';
const OTHERS =
  'leerzeichen leerschl\\w* einr[üu]ck\\w* espaces? espacios? espaços? spazi spazio spaties? mellanslag odstęp\\w* spacj\\w* mezer\\w* ' +
  'boşluk\\w* пробел\\p{L}* отступ\\p{L}*';
const ABOUT_SPACING = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${`${ENGLISH} ${OTHERS}`.replaceAll(' ', '|')})(?![\\p{L}\\p{N}])|空格|空白|スペース|띄어쓰기|공백|缩进|制表`,
  'iu',
);

/** Words whose subject is the exact letters of something, which stands right there: "the hash of foo  bar". */
const ABOUT_LETTERS = /\b(?:passwords?|passphrases?|hash(?:es)?|md5|sha\d*)\b/i;
/** The letters that a token begins with; what follows is punctuation, or makes it no word. */
const LETTERS = /^\p{L}*/u;

/** Whether how a text is spaced may be part of what it says. */
export function isAboutSpacing(text: string): boolean {
  return ABOUT_SPACING.test(text) || (ABOUT_LETTERS.test(text) && hasGapBetweenLetters(text));
}

/** Whether a gap of several characters stands beside something that is no English word. */
function hasGapBetweenLetters(text: string): boolean {
  const tokens = text.split(/(\s+)/u);
  return tokens.some(
    (token, index) =>
      index % 2 === 1 && token.length > 1 && !(isWord(tokens[index - 1]!) && isWord(tokens[index + 1]!)),
  );
}

function isWord(token: string): boolean {
  return CommonEnglish.words.has(LETTERS.exec(token)![0].toLowerCase());
}
