/** Words that make white space, or the exact letters of something, what a text is about; in a few languages. */
const ENGLISH =
  'spaces? spacing spaced whitespaces? blanks? gaps? tabs? tabulators? tabbed indent\\w* dedent\\w* unindent\\w* newlines? linebreaks? ' +
  'columns? alignment padding padded delimit\\w* separators? separated regex\\w* expressions? markdown yaml python makefile csv tsv ' +
  'trim\\w* strip strips stripped tokeni[sz]\\w* characters? strings? substrings? typed typing typos? passwords? passphrases? hash hashes ' +
  'sha\\d* md5 base64 verbatim literally words?';
const OTHERS =
  'leerzeichen leerschl\\w* einr[üu]ck\\w* espaces? espacios? espaços? spazi spazio spaties? mellanslag odstęp\\w* spacj\\w* mezer\\w* ' +
  'boşluk\\w* пробел\\p{L}* отступ\\p{L}*';
const ABOUT_SPACING = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${`${ENGLISH} ${OTHERS}`.replaceAll(' ', '|')})(?![\\p{L}\\p{N}])|空格|空白|スペース|띄어쓰기|공백|缩进|制表`,
  'iu',
);

/** Whether how a text is spaced may be part of what it says. */
export function isAboutSpacing(text: string): boolean {
  return ABOUT_SPACING.test(text);
}
