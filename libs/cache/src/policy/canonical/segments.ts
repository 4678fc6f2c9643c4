/** A question taken apart: what may be rewritten, and what has to stay as it is. */
export interface Segment {
  readonly plain: boolean;
  readonly text: string;
}

/** Quoted text, code, and from the first colon, line break or lone quotation mark everything to the end. */
const VERBATIM =
  /"[^"]*"|`[^`]*`|«[^«»]*»|„[^"„]*"|「[^「」]*」|『[^『』]*』|‹[^‹›]*›|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])|[:：\n\r\u2028\u2029"`«„「『‹][^]*/gu;

/** Cuts a text into plain and verbatim segments, in order. */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const { index, 0: verbatim } of text.matchAll(VERBATIM)) {
    segments.push({ plain: true, text: text.slice(end, index) }, { plain: false, text: verbatim });
    end = index + verbatim.length;
  }
  segments.push({ plain: true, text: text.slice(end) });
  return segments.filter((segment) => segment.text !== '');
}
