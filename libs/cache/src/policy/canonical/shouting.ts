import { Lexicon } from '../lexicon/lexicon.js';
import { capitalStyleOf } from '../text/capitals.js';

/** Text with these is code, a name, or a number with its unit: its capitals may tell something. */
const TELLING = /[\p{N}"`:：'_/\\$%#@&+=<>*^|~]/u;
/** "WHO" mostly asks. */
const ASKING = 'who';
/** Small letters with a dot and without, or one that two capitals stand for, can't be told from their capitals. */
const UNSAFE = /[ĞŞÇİ]|SS/u;
const GERMAN = /[ÄÖÜẞ]|(?<!\p{L})(?:SIE|IHR|IHRE|IHREN|IHREM|IHNEN|DER|DIE|DAS|IST|UND|WIE|WO)(?!\p{L})/u;

/** A question typed in capitals throughout is read in lower case, unless that would change what it says. */
export function unshouted(text: string, english: boolean): string {
  if (capitalStyleOf(text, Lexicon.builtIn) !== 'shouted' || TELLING.test(text)) return text;
  const safe = english ? !namesSomething(text) : !UNSAFE.test(text) && !GERMAN.test(text);
  return safe ? text.toLowerCase() : text;
}

/** Shouted, US, IT and Windows can't be told from us, it and windows. */
function namesSomething(text: string): boolean {
  const { acronyms, capitalisedNames } = Lexicon.builtIn;
  return (text.toLowerCase().match(/\p{L}+/gu) ?? []).some(
    (word) => word !== ASKING && (acronyms.has(word) || capitalisedNames.has(word)),
  );
}
