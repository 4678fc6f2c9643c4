import { LRUCache } from 'lru-cache';

export interface TextFindingsLimits {
  /** UTF-16 units of all texts together. */
  readonly size: number;
  /** UTF-16 units of the longest text that is kept. */
  readonly longest: number;
}

/**
 * What was found out about texts that come again. Each tenant's are apart: work that another tenant's question had saved would
 * make an answer faster, and time would tell who asked what.
 */
export class TextFindings<Finding extends object | boolean> {
  private readonly findings: LRUCache<string, Finding>;

  constructor({ size, longest }: TextFindingsLimits) {
    this.findings = new LRUCache<string, Finding>({
      maxSize: size,
      maxEntrySize: longest,
      sizeCalculation: (_, key) => key.length,
    });
  }

  /** The finding about a text, worked out when it is not there. */
  of(tenant: string, text: string, workOut: (text: string) => Finding): Finding {
    const key = `${tenant}\n${text}`;
    const known = this.findings.get(key);
    if (known !== undefined) return known;
    const finding = workOut(text);
    this.findings.set(key, finding);
    return finding;
  }
}
