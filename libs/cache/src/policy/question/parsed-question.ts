import type { Lexicon } from '../lexicon/lexicon.js';

/** A text with all that was found out about it, so that a guard only compares what two parses hold. */
export class ParsedQuestion {
  private readonly findings = new Map<unknown, unknown>();
  private readonly pairFindings = new Map<unknown, unknown>();
  private counterpart?: ParsedQuestion;

  constructor(
    readonly text: string,
    readonly lexicon: Lexicon,
  ) {}

  /** The finding under `key`, computed once. */
  keep<Value>(key: unknown, compute: () => Value): Value {
    return keepIn(this.findings, key, compute);
  }

  /** The finding about this text and another one, computed once while they are being compared. */
  keepAgainst<Value>(other: ParsedQuestion, key: unknown, compute: () => Value): Value {
    if (this.counterpart !== other) this.pairFindings.clear();
    this.counterpart = other;
    return keepIn(this.pairFindings, key, compute);
  }
}

function keepIn<Value>(findings: Map<unknown, unknown>, key: unknown, compute: () => Value): Value {
  if (!findings.has(key)) findings.set(key, compute());
  return findings.get(key) as Value;
}
