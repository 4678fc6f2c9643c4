import { ValidateBy, type ValidationOptions } from 'class-validator';

export interface TextBounds {
  readonly min: number;
  readonly max: number;
  /** White space at both ends is not counted. */
  readonly trimmed?: boolean;
}

export const CODE_POINTS = 'codePoints';

/** Text with this many characters, counted as Unicode code points: an emoji counts as one, whatever its number of UTF-16 units. */
export function CodePoints(bounds: TextBounds, options?: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value === 'string' && isWithin(value, bounds);
  const defaultMessage = (): string => messageOf(bounds, options?.each === true);
  const validator = { validate, defaultMessage };
  return ValidateBy({ name: CODE_POINTS, constraints: [bounds], validator }, options);
}

export function isWithin(text: string, { min, max, trimmed }: TextBounds): boolean {
  const counted = trimmed ? text.trim() : text;
  // A code point takes one or two units, so most texts need no counting.
  if (counted.length < min || counted.length > 2 * max) return false;
  if (counted.length <= max && counted.length >= 2 * min) return true;
  const count = codePointsOf(counted);
  return count >= min && count <= max;
}

function codePointsOf(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; count++) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return count;
}

function messageOf({ min, max, trimmed }: TextBounds, each: boolean): string {
  const size = min > 0 ? `${min} to ${max}` : `at most ${max}`;
  return `${each ? 'each item ' : ''}must be text of ${size} characters${trimmed ? ', not only white space' : ''}`;
}
