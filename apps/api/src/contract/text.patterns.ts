/**
 * Patterns of request texts, for the OpenAPI document. They spell out the white space of `String.trim`, because `\s` differs
 * between regular expression languages.
 */
const WHITE = '\\u0009-\\u000d\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';

/** Text without NUL. */
export const ANY_TEXT = '^[^\\u0000]*$';
/** Text without NUL that is not only white space. */
export const NOT_BLANK = `^[^\\u0000]*[^\\u0000${WHITE}][^\\u0000]*$`;
