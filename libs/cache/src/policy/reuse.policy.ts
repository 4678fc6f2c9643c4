import type { Embedding, EmbeddingSpace } from '@app/embedding';
import { GUARDS } from './guards/guards.js';
import { Lexicon } from './lexicon/lexicon.js';
import { QuestionParser } from './question/question-parser.js';
import { EmbeddingStep } from './steps/embedding.step.js';
import { GuardStep } from './steps/guard.step.js';
import { LanguageStep } from './steps/language.step.js';
import { QuestionStep } from './steps/question.step.js';
import type { PolicyStep, Proposal } from './steps/policy-step.js';
import { SimilarityStep } from './steps/similarity.step.js';
import { PASS, type Verdict } from './verdict.js';

export interface PolicyOptions {
  /** Languages that the embedding model understands. */
  readonly languages: EmbeddingSpace['languages'];
  /** Folder with word files that add to the built-in ones. */
  readonly dataFolder?: string;
}

/** An asked question, the stored one that is proposed for it, their cosine similarity, and the lowest that may be served. */
export interface Judgement {
  readonly asked: string;
  readonly stored: string;
  readonly similarity: number;
  readonly threshold: number;
  /** Who asks; absent where no request is served. */
  readonly tenant?: string;
}

/**
 * Decides whether a stored answer may be served for another question. The steps are asked in order; the first one that declines
 * gives the reason. Two texts get the same verdict in either order.
 */
export class ReusePolicy {
  constructor(
    private readonly parser: QuestionParser,
    private readonly steps: readonly PolicyStep[],
  ) {}

  /** Throws when a word file of the folder can't be used, naming file and field. */
  static create({ languages, dataFolder }: PolicyOptions): ReusePolicy {
    const parser = new QuestionParser(Lexicon.load(dataFolder));
    const steps = [
      new QuestionStep(),
      new LanguageStep(languages),
      new EmbeddingStep(),
      new SimilarityStep(),
      new GuardStep(GUARDS),
    ];
    return new ReusePolicy(parser, steps);
  }

  /** Whether a question can be compared by meaning at all, as far as its text tells. */
  eligible(question: string, tenant = ''): Verdict {
    const parsed = this.parser.parse(question, tenant);
    return firstRejection(this.steps, (step) => step.ofQuestion(parsed));
  }

  /** The same, as far as its embedding tells. */
  eligibleEmbedding(embedding: Embedding): Verdict {
    return firstRejection(this.steps, (step) => step.ofEmbedding(embedding));
  }

  /** Judges one candidate. The result is a promise only when a step is asynchronous: synchronous steps cost no turn of the event loop. */
  judge({ asked, stored, similarity, threshold, tenant = '' }: Judgement): Verdict | Promise<Verdict> {
    const proposal = {
      asked: this.parser.parse(asked, tenant),
      stored: this.parser.parse(stored, tenant),
      similarity,
      threshold,
    };
    return judgeFrom(this.steps, proposal, 0);
  }

  /** As `judge`, for a policy without asynchronous steps. @throws TypeError when it has one. */
  judgeNow(judgement: Judgement): Verdict {
    const verdict = this.judge(judgement);
    if (verdict instanceof Promise)
      throw new TypeError('A step of this policy is asynchronous. Call judge().');
    return verdict;
  }
}

function firstRejection(steps: readonly PolicyStep[], verdictOf: (step: PolicyStep) => Verdict): Verdict {
  for (const step of steps) {
    const verdict = verdictOf(step);
    if (!verdict.pass) return verdict;
  }
  return PASS;
}

/** Asks the steps in order, from the one at this index, until one declines. */
function judgeFrom(
  steps: readonly PolicyStep[],
  proposal: Proposal,
  start: number,
): Verdict | Promise<Verdict> {
  for (let index = start; index < steps.length; index++) {
    const verdict = steps[index]!.ofProposal(proposal);
    if (verdict instanceof Promise)
      return verdict.then((result) => (result.pass ? judgeFrom(steps, proposal, index + 1) : result));
    if (!verdict.pass) return verdict;
  }
  return PASS;
}
