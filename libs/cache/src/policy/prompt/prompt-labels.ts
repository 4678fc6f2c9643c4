/**
 * The names under which prompt templates put the question, by language; in lower case. They are not the operator's: what is
 * identity must not depend on configuration.
 */
const QUESTION_LABELS: Readonly<Record<string, readonly string[]>> = {
  en: [
    ...['question', 'the question', 'my question', 'user question', "user's question", 'current question'],
    ...['new question', 'latest question', 'final question', 'input question', 'customer question'],
    ...['query', 'user query', "user's query", 'search query', 'query string'],
  ],
  de: ['frage', 'nutzerfrage', 'benutzerfrage', 'kundenfrage', 'anfrage'],
  fr: ['requête', 'demande', "question de l'utilisateur"],
  es: ['pregunta', 'consulta', 'pregunta del usuario'],
  pt: ['pergunta', 'questão', 'pergunta do usuário'],
  it: ['domanda', 'quesito', "domanda dell'utente"],
  nl: ['vraag', 'gebruikersvraag'],
  ca: ["pregunta de l'usuari"],
  eu: ['galdera'],
  pl: ['pytanie', 'zapytanie', 'pytanie użytkownika'],
  cs: ['otázka', 'dotaz'],
  sk: ['otázka používateľa'],
  sl: ['vprašanje'],
  hr: ['pitanje'],
  sr: ['питање'],
  bg: ['въпрос'],
  ru: ['вопрос', 'запрос', 'вопрос пользователя'],
  uk: ['питання', 'запитання'],
  sv: ['fråga'],
  da: ['spørgsmål'],
  no: ['spørsmål'],
  fi: ['kysymys'],
  et: ['küsimus'],
  lt: ['klausimas'],
  lv: ['jautājums'],
  hu: ['kérdés'],
  ro: ['întrebare', 'intrebare', 'întrebarea'],
  tr: ['soru', 'kullanıcı sorusu'],
  el: ['ερώτηση', 'ερώτημα'],
  he: ['שאלה', 'השאלה'],
  ar: ['سؤال', 'السؤال'],
  fa: ['پرسش', 'سوال'],
  hi: ['प्रश्न', 'सवाल'],
  bn: ['প্রশ্ন'],
  ta: ['கேள்வி'],
  th: ['คำถาม'],
  vi: ['câu hỏi'],
  id: ['pertanyaan'],
  ms: ['soalan'],
  tl: ['tanong'],
  sw: ['swali'],
  zh: ['问题', '問題', '提问', '提問', '用户问题'],
  ja: ['質問', '問い', 'ユーザーの質問'],
  ko: ['질문', '사용자 질문'],
};

/** Short or many-sided names: they count at the start of a line only. */
const LINE_LABELS = ['q', 'user', 'human', 'ask'];

/** Tags around the question: `<question>...</question>`. */
export const QUESTION_TAGS: readonly string[] = [
  ...['question', 'query', 'user_question', 'user-question', 'userquestion'],
  ...['user_query', 'user-query', 'userquery', 'user_input'],
];

const everywhere = new Set(Object.values(QUESTION_LABELS).flat());
const atLineStart = new Set([...everywhere, ...LINE_LABELS]);

const lastWords = { inside: lastWordsOf(everywhere), atStart: lastWordsOf(atLineStart) };

function lastWordsOf(labels: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...labels].map((label) => label.slice(label.lastIndexOf(' ') + 1)));
}

/** Whether a label may end in a word; quick, since prompts have many colons and most stand behind another word. */
export function mayEndLabel(word: string, place: keyof typeof lastWords): boolean {
  return lastWords[place].has(word.toLowerCase());
}

/** Whether a text is a question's label where a line begins with it, in any case, with spaces, dashes or underscores inside. */
export function isLineLabel(text: string): boolean {
  return atLineStart.has(plain(text));
}

/** Whether a text is a question's label in the middle of a line: with a capital, or in a script without case. */
export function isInnerLabel(text: string): boolean {
  return /^[\p{Lu}\p{Lo}]/u.test(text) && everywhere.has(plain(text));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_-]+/gu, ' ')
    .replace(/[‘’]/gu, "'")
    .trim();
}

/**
 * A task that works on the question itself: "count the words in the question", "repeat the query". Its language is that of every
 * wording that is compared, and answering in it a usual wish.
 */
const ON_THE_QUESTION = [
  String.raw`(?<!language )(?:in|of|from|with) (?:the|this|my|that) (?:[\w']{1,20} ){0,2}(?:question|query)`,
  String.raw`(?:repeat|shorten|simplify|improve|polish|count|tag|label|rate|detect|echo|summari[sz]e) (?:the|this|my) (?:[\w']{1,20} ){0,2}(?:question|query)`,
  String.raw`(?:is|are|does|do|has|polite) (?:the|this|my) (?:[\w']{1,20} ){0,2}(?:question|query)`,
  'parts? of speech|upper ?case|lower ?case|tokeni[sz]',
];
const ON_WORDS =
  'translat|rephras|reword|rewrit|paraphras|proofread|grammar|spell(?:ing|ed|check)|synonym|correct the|standalone question|stand-alone question|search quer(?:y|ies) |variations? of|classif|sentiment|übersetz|umformulier|formulier\\w{0,20} um|tradui|traduc|traduz|tradurr|reformul|riformul|vertaal|vertal|herformul|przetłumacz|tłumacz|przeformuł|перевед|перевод|перефраз|çevir|översätt|翻译|翻譯|翻訳|번역|改写|改寫|言い換え|ترجم|अनुवाद';

/**
 * Tasks that are about the wording of a question: their answer changes with its words, so such a question is part of the
 * identity like the rest. Repetitions are bounded: this is run over whole prompts.
 */
export const ABOUT_WORDING = new RegExp([ON_WORDS, ...ON_THE_QUESTION].join('|'), 'iu');
