/** RFC 3339, as far as a pattern can tell. */
export const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
export const DATE_TIME_MESSAGE = 'must be a date and time with its offset, such as 2036-01-01T00:00:00Z';

/** Epoch milliseconds; `undefined` = there is no such time. */
export function timeOf(text: string): number | undefined {
  const time = DATE_TIME.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
