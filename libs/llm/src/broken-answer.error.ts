/** An answer that can't be understood, or that ended before it was complete. Its message never quotes the answer. */
export class BrokenAnswer extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'BrokenAnswer';
  }
}
