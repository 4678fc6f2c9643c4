import { facet } from '../question/facet.js';
import { foldedText } from './text.facet.js';

const QUOTED = /"([^"]{1,400})"|`([^`]{1,400})`|(?<![\p{L}\p{N}])'([^']{2,400})'(?![\p{L}\p{N}])/gu;

/** What stands in quotation marks, in lower case without punctuation; what stands in backticks, as it is. */
export const quotesOf = facet((question): ReadonlySet<string> => {
  const quotes = [...foldedText(question).matchAll(QUOTED)].map(([, double, code, single]) =>
    code === undefined ? plain(double ?? single ?? '') : code.trim(),
  );
  return new Set(quotes.filter((quote) => quote !== ''));
});

/** The whole text in the form of a quote, to find what the other text quotes. */
export const quotableText = facet((question): string => ` ${plain(foldedText(question))} `);

export function plain(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
