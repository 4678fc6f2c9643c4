import { facet } from '../question/facet.js';
import { normalText } from './text.facet.js';
import { withoutCourtesy } from '../text/courtesy.js';

export type QuestionType =
  | 'who'
  | 'when'
  | 'where'
  | 'why'
  | 'count'
  | 'cost'
  | 'time'
  | 'often'
  | 'measure'
  | 'how'
  | 'howis'
  | 'define'
  | 'yesno'
  | 'what'
  | 'other';

interface Rule {
  readonly type: QuestionType;
  readonly pattern: RegExp;
  readonly except?: RegExp;
}

/** Characters of a question that tell its type: the patterns are only ever run over so many. */
const HEAD = 80;

/** The first rule that fits decides. */
const RULES: readonly Rule[] = [
  { type: 'time', pattern: /\bhow (?:much time|long)\b|\bduration\b/ },
  {
    type: 'count',
    pattern:
      /\bhow (?:many|much (?!does|do|did|is|are|will|would|cost))\b|^(?:what (?:is|are|was|were) )?(?:the |total |current )*(?:number|count|amount) of\b/,
  },
  {
    type: 'cost',
    pattern:
      /\bhow much\b|\bwhat (?:does|do|did|will|would) .* cost\b|^(?:what (?:is|are) )?(?:the )?(?:price|cost) of\b/,
  },
  { type: 'often', pattern: /\bhow (?:often|frequently)\b/ },
  {
    type: 'measure',
    pattern: /\bhow (?:old|far|big|large|high|tall|fast|deep|wide|heavy|hot|cold|strong|safe|good|bad)\b/,
  },
  {
    type: 'why',
    pattern:
      /\bwhy\b|\bhow come\b|\bwhat (?:is|are|was|were) the (?:reason|cause)|\bwhat (?:causes|caused)\b|^reason/,
  },
  {
    type: 'when',
    pattern:
      /\bwhen\b(?! (?:i|you|we|the|a|it|they|he|she|my|using|there)\b)|\b(?:at |by )?what (?:time|times|date|year|day)\b|\bby when\b|\bdeadline\b|\bopening hours\b|^when\b/,
    except: /^(?:how|what (?!time|date|year|day)|which|who|can|do|is)\b/,
  },
  { type: 'who', pattern: /^(?:by |to |with |for )?(?:who|whom|whose)\b|\bwhich (?:person|people)\b/ },
  { type: 'how', pattern: /^(?:from |to )?where (?:can|could|do|should) (?:i|we|you)\b/ },
  {
    type: 'where',
    pattern: /^(?:from |to )?where\b|\bwhat (?:location|place)\b|\bwhich (?:location|place)\b/,
  },
  { type: 'howis', pattern: /^how (?:is|are|was|were)\b(?! (?:it )?possible)/ },
  {
    type: 'how',
    pattern:
      /\bhow\b|\b(?:way|ways|steps?|process|procedure|method) (?:to|of|for)\b|\bwhat (?:should|can|must|do) (?:i|we|you)\b/,
  },
  {
    type: 'define',
    pattern:
      /^what (?:is|are) (?:a |an |the )?(?!way|best|process|procedure|step|point|purpose)[\p{L}\p{N}_-]+(?: [\p{L}\p{N}_-]+)? ?\??$/u,
  },
  { type: 'what', pattern: /^(?:what|which)\b/ },
  {
    type: 'yesno',
    pattern:
      /^(?:is|are|was|were|am|do|does|did|can|could|will|would|should|shall|may|might|must|has|have|had)\b/,
  },
];

export const questionTypeOf = facet((question): QuestionType => {
  const text = withoutCourtesy(lastSentence(normalText(question)), question.lexicon);
  const head = text.slice(0, HEAD);
  const rule = RULES.find(({ pattern, except }) => pattern.test(head) && !except?.test(head));
  return rule?.type ?? 'other';
});

/** A question often follows a sentence or two that explain it. */
function lastSentence(text: string): string {
  const lead = /^[^?]{0,120}[.!:]\s/.exec(text);
  const rest = text.slice(lead?.[0].length ?? 0);
  return lead && rest.includes('?') ? rest : text;
}
