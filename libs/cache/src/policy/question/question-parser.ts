import { LRUCache } from 'lru-cache';
import type { Lexicon } from '../lexicon/lexicon.js';
import { ParsedQuestion } from './parsed-question.js';

/** Parses that stay in memory: the asked text and its candidates come again within seconds. */
const KEPT = 1_000;
/** Characters of all texts kept; a parse takes about ten times its text. */
const KEPT_CHARACTERS = 500_000;

/** Gives texts with their parses; a text that comes again brings what was found out before. */
export class QuestionParser {
  private readonly parses = new LRUCache<string, ParsedQuestion>({ max: KEPT, maxSize: KEPT_CHARACTERS });

  constructor(private readonly lexicon: Lexicon) {}

  /** @param tenant whose question is judged: time must not tell what another tenant asked. */
  parse(text: string, tenant: string): ParsedQuestion {
    const key = `${tenant}\n${text}`;
    const known = this.parses.get(key);
    if (known) return known;
    const parsed = new ParsedQuestion(text, this.lexicon);
    this.parses.set(key, parsed, { size: key.length });
    return parsed;
  }
}
