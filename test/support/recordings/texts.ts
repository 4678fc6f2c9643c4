/** Texts that something on the way could break. */
export const PARAGRAPHS = [
  'Parental leave lasts sixteen weeks.',
  'You may take it in two parts:\n\n- one around the birth,\n- one within the first year.',
  '  Tell your manager eight weeks before.\t(Earlier is better.)\n',
].join('\n\n');

/** A ZWJ sequence, a flag, a keycap, combining marks, CJK, right-to-left text with marks of direction, a letter outside the BMP. */
export const UNICODE =
  'Family 👩‍👩‍👧‍👦, flag 🏴󠁧󠁢󠁳󠁣󠁴󠁿, keycap 3️⃣; e\u0301 is not é; 東京とソウル(서울); ‏שלום, עולם‎ and مرحبا; 𝒳 ≠ X.';

/** Everything that looks like the end of a line or of an event to somebody. */
export const LINE_ENDS =
  'Unix\nDOS\r\nold Mac\rnext line\u0085separators\u2028and\u2029form feed\f.\n\ndata: [DONE]\n\nevent: message_stop\ndata: {}\n\n: not a comment';

export const CODE =
  'Run this:\n\n```ts\nconst path = "C:\\\\temp\\\\new";\nconst price = `${"$"}{amount} \u20ac`;\n```\n\nThen `\\u0041` is "A".';

/** About 8 KB. */
export const LONG = Array.from(
  { length: 64 },
  (_, number) =>
    `${number + 1}. Section ${number + 1} says that every request is answered within two days, and that nobody waits longer than a week for a laptop.`,
).join('\n');

export const JSON_TEXT = JSON.stringify(
  { name: 'Zoë "Z" O\'Neil', tags: ['a/b', 'c\\d', '\n'], count: 0, ratio: 1e-7, none: null },
  undefined,
  2,
);

/** Arguments with everything that JSON escapes, written as a model writes them: with spaces and escapes that a parser would lose. */
const escapedArguments = (big: string) =>
  `{"path": "C:\\\\temp\\\\new.txt", "text": "a \\"quote\\", a tab\\t, a line\\n, \\u00e9 and \\ud83d\\ude00", "pattern": "^\\\\d+\\\\/\\\\w*$", "big": ${big}, "small": 1.0, "nested": {"list": [1, 2.50, {"deep": [[]]}], "empty": {}}, "filler": "${'lorem ipsum '.repeat(30)}"}`;

/** As a text they may hold any number. */
export const ESCAPED_ARGUMENTS = escapedArguments('12345678901234567890');
/** Where they are parsed on the way, a larger number would become another, and the answer would not be kept. */
export const ESCAPED_INPUT = escapedArguments('9007199254740991');
