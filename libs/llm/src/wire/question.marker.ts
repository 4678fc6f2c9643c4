/**
 * What stands in a profile where the question's text was. No wire format has an object in such a place; and should a caller send
 * just this one, then the request has no question, so that its key differs all the same.
 */
export const QUESTION_MARKER = { question: 'part of the key' } as const;
