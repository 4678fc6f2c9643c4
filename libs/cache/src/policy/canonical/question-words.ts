/** Beginnings that make a question or request whatever stands at the end. "Do not ..." and "What a ..." may be none. */
const ENGLISH =
  /^(?:(?:and|so|but|or|in|at|on|for|from|to|with|by|of) )*(?:what(?! an? )|who|whom|whose|where|when|why|how|which|is|are|am|was|were|does|did|can|could|would|will|should|has|(?:do|have|may|shall|must) (?:i|you|we|they|he|she|it|the|my|your|our|these|those|people|any)|explain|describe|(?:tell|show|give|send|help) (?:me|us))(?: |$)/;

/** A last sentence or clause that asks: "I lost it. Where do I ...", "if it rains, what do I ...". */
const ENGLISH_CLAUSE =
  /(?<=\p{L}[.!?,;] )(?:what|who|whom|whose|where|when|why|how|which) (?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|must|many|much|long|often|far|old)(?!\p{L})[^.!?]*$/u;
/** A text with one of these is English; without, it may be a short text in another language. */
const ENGLISH_WORD =
  /(?<!\p{L})(?:and|are|can|did|does|has|have|how|is|it|not|of|that|the|what|when|where|which|who|why|with|your)(?!\p{L})/u;

/**
 * First words that ask, by language; words that also join clauses or exclaim (French "que", Spanish "como") are not among them.
 * Of languages that share a word the strictest decides.
 */
const FIRST = [
  'wo wann warum weshalb wieso woher wohin welche welcher welches welchen wieviel wie wer wen wem wessen womit wofür was', // de
  'où comment pourquoi combien quel quelle quels quelles qui est-ce', // fr
  'dónde adónde cuándo cómo cuánto cuánta cuántos cuántas cuál cuáles quién quiénes qué', // es
  'onde aonde quanto quanta quantos quantas qual quais quem', // pt
  'dove quale quali chi cosa perché quanti quante', // it
  'waar wanneer waarom welk welke hoeveel hoe wat', // nl
  'gdzie kiedy dlaczego czemu kto ile który która które jaki jaka jakie czy skąd dokąd co jak', // pl
  'kde kdy proč kdo kolik který která které jaký jaká jaké jak', // cs
  'kedy prečo kto čo koľko ako ktorý ktorá ktoré aký aká aké', // sk
  'när hur varför vem vad vilken vilket vilka vart', // sv
  'hvor hvornår når hvordan hvorfor hvem hva hvad hvilken hvilket hvilke', // da, no
  'missä milloin miten miksi kuka mikä mitä mihin mistä kuinka paljonko montako onko voiko', // fi
  'hol mikor hogyan miért melyik mennyi hány hova honnan', // hu
  'unde când cine cât câți câte', // ro
  'nerede nereye nereden nasıl neden niçin hangi kaç', // tr
  'apa apakah dimana kapan bagaimana mengapa kenapa siapa berapa', // id
  'где когда как почему зачем кто что сколько какой какая какое какие каков куда откуда чей чья', // ru
  'де коли як чому хто що скільки який яка яке які куди звідки чи', // uk
  'къде кога защо кой коя кое кои какво колко', // bg
  'πού πότε πώς γιατί ποιος ποια ποιο ποιοι ποιες τι πόσο πόσα πόσοι πόση', // el
  'איפה היכן מתי איך כיצד למה מדוע מי מה כמה איזה איזו האם לאן', // he
  'أين متى كيف لماذا هل كم ماذا أي', // ar
  'کجا چگونه چطور چرا کدام آیا', // fa
];
const PHRASES =
  "di mana|yang mana|ne zaman|ne kadar|de ce|o que|por que|por qué|de qué|a qué|em que|qu'est-ce|qu'est ce|est ce que|d'où|com'è|dov'è|quand est-ce|tại sao|vì sao|làm sao|làm thế nào|khi nào|ما هو|ما هي|come (?:si|posso|faccio|funziona)|como (?:posso|faço|funciona)";
const BEGINS = new RegExp(
  `^(?:${FIRST.join(' ').replaceAll(' ', '|')}|${PHRASES})(?![\\p{L}\\p{M}])[^,،，、]*$`,
  'u',
);

/** A verb before its subject asks in German and Dutch, unless a clause follows: "Ist das Büro offen, ...". */
const VERB_FIRST =
  /^(?:kann|können|könnte|könnten|darf|dürfen|muss|müssen|soll|sollte|ist|sind|war|hat|haben|gibt|wird|werden|bin|wurde|kan|mag|moet|heb|heeft|kunnen|mogen) (?:ich|wir|sie|du|ihr|man|er|es|das|die|der|den|ein|eine|mein|meine|unser|unsere|ik|we|wij|je|jij|u|het|de|een|mijn)(?!\p{L})[^,]*$/u;
/** Words that ask wherever they stand. */
const ANYWHERE = new RegExp(
  [
    '吗$|嗎$|呢$|什么(?!都|也)|什麼(?!都|也)|哪[里裡儿兒个個些种種]?(?!怕|都|也)|谁(?!都|也)|誰(?!も|でも|か(?!$)|都|也)|怎么(?!都|也)|怎麼(?!都|也)|怎样|怎樣|如何|为什么|為什麼|为何|為何|多少|是否|何时|何時|能不能|可不可以|有没有|有沒有|是不是|会不会|會不會|要不要|几点|几个|幾點|幾個',
    '(?:です|ます|でしょう|ました|ません|ない)か$|なぜ|どうして|どこ(?!か|でも|も)|いつ(?!か|でも|も)|だれ(?!か|でも|も)|何(?!か|でも|も)|どう(?!も|か|して)|どの|どれ(?!か|でも|も|だけ)|どちら(?!か|でも|も)|いくら(?!でも)|いくつ(?!か|も)',
    '(?:까|나요|(?:은|는|인|한|된|던)가요)$|(?<!\\p{L})(?:어디|언제|누구)(?!나|든|도)|어떻게|(?<!\\p{L})(?:왜|무엇|뭐|뭘|몇|얼마|무슨|어느)',
    '(?<![\\p{L}\\p{M}])(?:कहाँ|कहां|कब|कैसे|कैसा|कैसी|क्यों|कौन|क्या|कितना|कितने|कितनी|किस|किसे)(?![\\p{L}\\p{M}])',
    '(?<![\\p{L}\\p{M}])(?:কোথায়|কখন|কবে|কিভাবে|কীভাবে|কেন|কে|কি|কী|কত)(?![\\p{L}\\p{M}])',
    '(?<![\\p{L}\\p{M}])(?:کہاں|کیسے|کیوں|کون|کیا|کتنا|کتنے|کتنی)(?![\\p{L}\\p{M}])',
    'ที่ไหน|เมื่อไหร่|เมื่อไร|อย่างไร|ยังไง|ทำไม|ใคร|อะไร|เท่าไหร่|เท่าไร|ไหม$|หรือไม่$|กี่',
    '(?<!\\p{L})(?:không|gì|đâu|bao nhiêu|bao giờ|thế nào|như thế nào|mấy giờ)$',
    '(?<!\\p{L})(?:nerede|nedir|kaç|m[ıiuü](?:y[ıiuü]m|s[ıiuü]n(?:[ıiuü]z)?|y[ıiuü]z|d[ıiuü]r)?)$',
    '(?<!\\p{L})(?:nasıl|nerede|nereye|niçin|hangi|ne zaman|ne kadar)(?!\\p{L})',
    '^[\\p{L}\\p{M}]+ ли(?!\\p{L})',
    '^\\p{L}+-(?:je|tu|il|elle|on|nous|vous|ils|elles)(?!\\p{L})',
    'کجاست$|چیست$|کیست$',
  ].join('|'),
  'u',
);

/** Whether words alone show that a text asks for something. @param text without its closing punctuation. */
export function asksByWords(text: string, english: boolean): boolean {
  if (english && (ENGLISH.test(text) || ENGLISH_CLAUSE.test(text))) return true;
  if (english && ENGLISH_WORD.test(text)) return false;
  const lower = text.toLowerCase();
  return BEGINS.test(lower) || VERB_FIRST.test(lower) || ANYWHERE.test(lower);
}
