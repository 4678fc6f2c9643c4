import { readFileSync } from 'node:fs';

/** A paragraph with the questions that it answers; each answer stands in it word for word. */
interface LabelledParagraph {
  readonly id: string;
  readonly text: string;
  readonly questions: readonly { readonly q: string; readonly answer: string }[];
}

/** A question, the paragraph that answers it, and the paragraph after an edit that changes the answer. */
export interface EditedDocument {
  readonly question: string;
  readonly passage: string;
  readonly edited: string;
}

/** Reads labelled paragraphs and edits each once per question: the answer's words become another question's answer. */
export function readEditedDocuments(path: string): EditedDocument[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const paragraphs = lines.map((line) => JSON.parse(line) as LabelledParagraph);
  const answers = paragraphs.flatMap(({ questions }) => questions.map(({ answer }) => answer));
  return paragraphs.flatMap((paragraph) => editsOf(paragraph, answers));
}

function editsOf({ text, questions }: LabelledParagraph, answers: readonly string[]): EditedDocument[] {
  return questions.flatMap(({ q, answer }) => {
    const other = answers[(answers.indexOf(answer) + 7) % answers.length]!;
    const edited = text.replaceAll(answer, other);
    return edited === text ? [] : [{ question: q, passage: text, edited }];
  });
}
