import type { DropInResult } from '@app/query';

/** How a request in a provider's format was answered, for those who watch: its body is the provider's and says nothing of it. */
export class DropInReport {
  constructor(readonly result: DropInResult) {}
}
