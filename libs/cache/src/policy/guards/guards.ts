import { AccentGuard } from './accent.guard.js';
import { CaseGuard } from './case.guard.js';
import { CodeGuard } from './code.guard.js';
import { ContrastGuard } from './contrast.guard.js';
import { DateGuard } from './date.guard.js';
import { ExchangeGuard } from './exchange.guard.js';
import { FormatGuard } from './format.guard.js';
import type { Guard } from './guard.js';
import { IdentifierGuard } from './identifier.guard.js';
import { LanguageGuard } from './language.guard.js';
import { LogicGuard } from './logic.guard.js';
import { LongGuard } from './long.guard.js';
import { ModalityGuard } from './modality.guard.js';
import { NameGuard } from './name.guard.js';
import { NumberGuard } from './number.guard.js';
import { OrderGuard } from './order.guard.js';
import { PayloadGuard } from './payload.guard.js';
import { PlaceGuard } from './place.guard.js';
import { PolarityGuard } from './polarity.guard.js';
import { PronounGuard } from './pronoun.guard.js';
import { PunctuationGuard } from './punctuation.guard.js';
import { QuestionTypeGuard } from './question-type.guard.js';
import { QuoteGuard } from './quote.guard.js';
import { ScopeGuard } from './scope.guard.js';
import { ScriptGuard } from './script.guard.js';
import { TenseGuard } from './tense.guard.js';
import { UnitGuard } from './unit.guard.js';

/** All guards in the order in which they are asked; the first veto is the reason that is told. */
export const GUARDS: readonly Guard[] = [
  new LanguageGuard(),
  new NumberGuard(),
  new UnitGuard(),
  new DateGuard(),
  new PolarityGuard(),
  new QuestionTypeGuard(),
  new ModalityGuard(),
  new TenseGuard(),
  new IdentifierGuard(),
  new QuoteGuard(),
  new CodeGuard(),
  new FormatGuard(),
  new PayloadGuard(),
  new CaseGuard(),
  new AccentGuard(),
  new ScriptGuard(),
  new PunctuationGuard(),
  new NameGuard(),
  new PlaceGuard(),
  new ContrastGuard(),
  new ExchangeGuard(),
  new OrderGuard(),
  new LogicGuard(),
  new ScopeGuard(),
  new PronounGuard(),
  new LongGuard(),
];
