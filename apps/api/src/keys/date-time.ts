/** The form of RFC 3339. A pattern can't check whether the day exists. */
export const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
export const DATE_TIME_MESSAGE = 'must be a date and time with its offset, such as 2036-01-01T00:00:00Z';

/** Epoch milliseconds; `undefined` = such a time does not exist. */
export function timeOf(text: string): number | undefined {
  const time = DATE_TIME.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
