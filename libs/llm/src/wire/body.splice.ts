import { membersOf, type MemberSpan } from './json.scanner.js';

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const ASKED = '"include_usage":true';

/** The JSON object without its members of that name (an ASCII one); every byte that isn't part of them or of their commas stays. */
export function cutMember(raw: Buffer, name: string): Buffer {
  const [text, open] = objectIn(raw);
  const splices = cuts(membersOf(text, open), name);
  return splices.length > 0 ? spliced(raw, splices) : raw;
}

/** The same for text. */
export function cutMemberOfText(text: string, name: string): string {
  const splices = cuts(membersOf(text, text.indexOf('{')), name);
  return splices.reduceRight((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), text);
}

/** The JSON object with `stream_options.include_usage: true`; every other byte stays. A value of a type that isn't understood is left to the upstream to refuse. */
export function addIncludeUsage(raw: Buffer): Buffer {
  const [text, open] = objectIn(raw);
  const options = lastNamed(membersOf(text, open), 'stream_options');
  if (!options) return spliced(raw, [insertion(text, open, `"stream_options":{${ASKED}}`)]);
  if (saysNo(text, options)) return spliced(raw, [replacement(options, `{${ASKED}}`)]);
  return text[options.value] === '{' ? spliced(raw, asking(text, options.value)) : raw;
}

/** A character per byte: JSON's marks are ASCII, and the offsets then hold in the bytes. */
function objectIn(raw: Buffer): [text: string, open: number] {
  const text = raw.toString('latin1');
  return [text, text.indexOf('{')];
}

function cuts(members: readonly MemberSpan[], name: string): Splice[] {
  const lastKept = members.findLastIndex((member) => member.name !== name);
  const before = members
    .slice(0, Math.max(lastKept, 0))
    .flatMap((member, place) => (member.name === name ? [cut(member.start, members[place + 1]!.start)] : []));
  return [...before, ...cutsAfter(members, lastKept)];
}

/** What follows the last member that stays goes in one piece, with the comma before it. */
function cutsAfter(members: readonly MemberSpan[], lastKept: number): Splice[] {
  const first = members[lastKept + 1];
  if (!first) return [];
  return [cut(members[lastKept]?.end ?? first.start, members.at(-1)!.end)];
}

function cut(from: number, to: number): Splice {
  return { from, to, text: '' };
}

function asking(text: string, open: number): Splice[] {
  const asked = lastNamed(membersOf(text, open), 'include_usage');
  if (!asked) return [insertion(text, open, ASKED)];
  return saysNo(text, asked) ? [replacement(asked, 'true')] : [];
}

/** Of repeated members the last one counts, as for `JSON.parse`. */
function lastNamed(members: readonly MemberSpan[], name: string): MemberSpan | undefined {
  return members.findLast((member) => member.name === name);
}

function saysNo(text: string, { value, end }: MemberSpan): boolean {
  return ['null', 'false'].includes(text.slice(value, end));
}

function insertion(text: string, open: number, member: string): Splice {
  const last = membersOf(text, open).at(-1);
  const at = last?.end ?? open + 1;
  return { from: at, to: at, text: last ? `,${member}` : member };
}

function replacement({ value, end }: MemberSpan, text: string): Splice {
  return { from: value, to: end, text };
}

/** @param splices in order, not overlapping. */
function spliced(raw: Buffer, splices: readonly Splice[]): Buffer {
  const starts = [0, ...splices.map(({ to }) => to)];
  const pieces = starts.flatMap((start, place) => {
    const splice = splices[place];
    return [raw.subarray(start, splice?.from), Buffer.from(splice?.text ?? '')];
  });
  return Buffer.concat(pieces);
}
