import type { Stage } from '../bench-part.js';
import type { EditedDocument } from './documents.data.js';
import type { PromptTemplate } from './prompt-templates.js';
import { reworded } from './rewordings.js';

/** What a service did with asked, edited and reworded prompts of one template. */
export interface DocumentFigures {
  readonly template: string;
  /** Edited documents, and how many of them got the old document's answer. */
  readonly edits: number;
  readonly stale: number;
  /** Unchanged prompts asked again that hit. */
  readonly repeated: number;
  /** Reworded questions over the same passages, and how many of them hit. */
  readonly reworded: number;
  readonly rewordedHits: number;
}

/** Asks each question over its paragraph, over the edited paragraph, again, and in other words; over HTTP. */
export async function measureDocuments(
  stage: Stage,
  template: PromptTemplate,
  documents: readonly EditedDocument[],
  each: () => void,
): Promise<DocumentFigures> {
  const figures = { edits: 0, stale: 0, repeated: 0, reworded: 0, rewordedHits: 0 };
  for (const [index, { question, passage, edited }] of documents.entries()) {
    // Each in a namespace of its own: two questions of one paragraph may be so near that one edit answers both.
    const isHit = asker(stage, `${template.name.replaceAll(/[^\w.-]+/g, '-')}-${index}`);
    await isHit(template.prompt(passage, question));
    figures.repeated += Number(await isHit(template.prompt(passage, question)));
    figures.edits++;
    figures.stale += Number(await isHit(template.prompt(edited, question)));
    const other = reworded(question);
    figures.reworded += Number(other !== undefined);
    figures.rewordedHits += other === undefined ? 0 : Number(await isHit(template.prompt(passage, other)));
    each();
  }
  return { template: template.name, ...figures };
}

/** Asks in a namespace; tells whether the answer came from memory. */
function asker({ service, apiKey }: Stage, namespace: string): (query: string) => Promise<boolean> {
  return async (query) => {
    const answer = await service.ask({ query, namespace }, apiKey);
    if (answer.status !== 200) throw new Error(`A prompt in ${namespace} got ${answer.status}.`);
    return (answer.body as { cache_info: { cache_hit: boolean } }).cache_info.cache_hit;
  };
}
