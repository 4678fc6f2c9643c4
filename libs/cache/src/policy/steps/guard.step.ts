import type { Guard } from '../guards/guard.js';
import { PASS, type Verdict } from '../verdict.js';
import { PolicyStep, type Proposal } from './policy-step.js';

/** Every guard has a veto; the first one that uses it gives the reason. */
export class GuardStep extends PolicyStep {
  constructor(private readonly guards: readonly Guard[]) {
    super();
  }

  /** Guards see the two texts in one order, so that it never matters which of them was asked first. */
  override ofProposal({ asked, stored }: Proposal): Verdict {
    const [one, other] = asked.text <= stored.text ? [asked, stored] : [stored, asked];
    const veto = this.guards.find((guard) => guard.vetoes(one, other));
    return veto ? { pass: false, reason: `guard-${veto.name}` } : PASS;
  }
}
