import { afterSpace } from './json.scanner.js';
import { MemberScanner, TooManyMarks, type MemberSpan } from './member.scanner.js';

/** A change of a text: what is between two offsets is replaced. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const ASKED = '"include_usage":true';

/**
 * Removes the members of one name (in ASCII) from a JSON object. Every byte outside these members and their commas stays.
 * A body that is not an object, or that has too many tokens to be searched quickly, is returned unchanged.
 */
export function cutMember(raw: Buffer, name: string): Buffer {
  return spliced(raw, cutting(textOf(raw), name));
}

/** The same for text. */
export function cutMemberOfText(text: string, name: string): string {
  return cutting(text, name).reduceRight((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), text);
}

/**
 * Replaces the value of a member of a JSON object. Every other byte stays. Returns undefined when there is no such member, or when
 * the body has too many tokens to be searched quickly.
 * @param json the new value as JSON text.
 */
export function replaceMember(raw: Buffer, name: string, json: string): Buffer | undefined {
  const text = textOf(raw);
  const [splice] = found(text, (open) => {
    const member = lastNamed(new MemberScanner(text).membersOf(open), name);
    return member ? [replacement(member, json)] : [];
  });
  return splice && spliced(raw, [splice]);
}

/** Sets `stream_options.include_usage: true` in a JSON object. Every other byte stays. Values of an unexpected type are left for the upstream to refuse. */
export function addIncludeUsage(raw: Buffer): Buffer {
  const text = textOf(raw);
  const splices = found(text, (open) => asking(text, open));
  return spliced(raw, splices);
}

/** One character per byte, so that offsets in the text hold in the bytes. All JSON syntax is ASCII. */
export function textOf(raw: Buffer): string {
  return raw.toString('latin1');
}

/** The changes to the object in the text; none when it is not an object or has too many tokens. */
function found(text: string, find: (open: number) => readonly Splice[]): readonly Splice[] {
  const open = afterSpace(text, 0);
  if (text[open] !== '{') return [];
  try {
    return find(open);
  } catch (error) {
    if (error instanceof TooManyMarks) return [];
    throw error;
  }
}

function cutting(text: string, name: string): readonly Splice[] {
  return found(text, (open) => cuts(new MemberScanner(text).membersOf(open), name));
}

function asking(text: string, open: number): Splice[] {
  const scanner = new MemberScanner(text);
  const members = scanner.membersOf(open);
  const options = lastNamed(members, 'stream_options');
  if (!options) return [insertion(members, open, `"stream_options":{${ASKED}}`)];
  if (saysNo(text, options)) return [replacement(options, `{${ASKED}}`)];
  if (text[options.value] !== '{') return [];
  return askingIn(text, options.value, scanner.membersOf(options.value));
}

function cuts(members: readonly MemberSpan[], name: string): Splice[] {
  const lastKept = members.findLastIndex((member) => member.name !== name);
  const before = members
    .slice(0, Math.max(lastKept, 0))
    .flatMap((member, place) => (member.name === name ? [cut(member.start, members[place + 1]!.start)] : []));
  return [...before, ...cutsAfter(members, lastKept)];
}

/** Everything behind the last member that stays is cut in one piece, with the comma before it. */
function cutsAfter(members: readonly MemberSpan[], lastKept: number): Splice[] {
  const first = members[lastKept + 1];
  if (!first) return [];
  return [cut(members[lastKept]?.end ?? first.start, members.at(-1)!.end)];
}

function cut(from: number, to: number): Splice {
  return { from, to, text: '' };
}

function askingIn(text: string, open: number, options: readonly MemberSpan[]): Splice[] {
  const asked = lastNamed(options, 'include_usage');
  if (!asked) return [insertion(options, open, ASKED)];
  return saysNo(text, asked) ? [replacement(asked, 'true')] : [];
}

/** The last one of repeated members counts, as in `JSON.parse`. */
function lastNamed(members: readonly MemberSpan[], name: string): MemberSpan | undefined {
  return members.findLast((member) => member.name === name);
}

function saysNo(text: string, { value, end }: MemberSpan): boolean {
  return ['null', 'false'].includes(text.slice(value, end));
}

/** Inserts a member at the end of the object whose `{` is at `open`. */
export function insertion(members: readonly MemberSpan[], open: number, member: string): Splice {
  const last = members.at(-1);
  const at = last?.end ?? open + 1;
  return { from: at, to: at, text: last ? `,${member}` : member };
}

export function replacement({ value, end }: MemberSpan, text: string): Splice {
  return { from: value, to: end, text };
}

/** @param splices in order, without overlaps. Without splices the same buffer is returned. */
export function spliced(raw: Buffer, splices: readonly Splice[]): Buffer {
  if (splices.length === 0) return raw;
  const starts = [0, ...splices.map(({ to }) => to)];
  const pieces = starts.flatMap((start, place) => {
    const splice = splices[place];
    return [raw.subarray(start, splice?.from), Buffer.from(splice?.text ?? '')];
  });
  return Buffer.concat(pieces);
}
