/** What an entry's id looks like: a ULID. */
export const ENTRY_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
