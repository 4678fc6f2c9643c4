/**
 * What texts of our requests may hold, for the API document. The white space is that of `String.trim`, spelled out: what `\s` stands
 * for differs from language to language.
 */
const WHITE = '\\u0009-\\u000d\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';

/** No NUL. */
export const ANY_TEXT = '^[^\\u0000]*$';
/** And something to see. */
export const NOT_BLANK = `^[^\\u0000]*[^\\u0000${WHITE}][^\\u0000]*$`;
