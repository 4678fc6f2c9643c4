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
const LINE_LABELS = ['q'];

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
