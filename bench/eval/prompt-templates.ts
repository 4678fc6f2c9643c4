/** A paragraph and a question as a caller's template puts them into one user message. */
export interface PromptTemplate {
  readonly name: string;
  /** Whether the question can be told from the rest for certain, so that it may be put in other words. */
  readonly splits: boolean;
  prompt(passage: string, question: string): string;
}

const RULE = '-'.repeat(20);

/** Ten usual shapes: labels before and behind the passages, tags, fences, headings, several languages, and none at all. */
export const PROMPT_TEMPLATES: readonly PromptTemplate[] = [
  {
    name: 'context, then question',
    splits: true,
    prompt: (passage, question) =>
      `Use only the context below. If it does not hold the answer, say that you don't know.\n\nContext:\n${passage}\n\nQuestion: ${question}\nAnswer:`,
  },
  {
    name: 'ruled context, then query',
    splits: true,
    prompt: (passage, question) =>
      `Here is some context.\n${RULE}\n${passage}\n${RULE}\nWith this and no other knowledge, answer the query.\nQuery: ${question}\nAnswer: `,
  },
  {
    name: 'question first',
    splits: true,
    prompt: (passage, question) =>
      `You help people with short answers.\nQuestion: ${question}\nContext: ${passage}\nAnswer:`,
  },
  {
    name: 'tags',
    splits: true,
    prompt: (passage, question) =>
      `<documents>\n<document>\n${passage}\n</document>\n</documents>\n\n<question>${question}</question>`,
  },
  {
    name: 'tagged context, bare question',
    splits: true,
    prompt: (passage, question) => `<context>\n${passage}\n</context>\n\n${question}`,
  },
  {
    name: 'fenced text behind the question',
    splits: true,
    prompt: (passage, question) => `${question}\n\n"""\n${passage}\n"""`,
  },
  {
    name: 'German',
    splits: true,
    prompt: (passage, question) =>
      `Beantworte die Frage nur mit dem Kontext.\n\nKontext:\n${passage}\n\nFrage: ${question}\nAntwort:`,
  },
  {
    name: 'Chinese',
    splits: true,
    prompt: (passage, question) => `请根据以下资料回答。\n\n资料：\n${passage}\n\n问题：${question}\n回答：`,
  },
  {
    name: 'one line',
    splits: true,
    prompt: (passage, question) => `Context: ${passage} Question: ${question}`,
  },
  {
    name: 'no label',
    splits: false,
    prompt: (passage, question) => `${passage}\n\n${question}`,
  },
];
