/** An answer that can't be understood, or that ended before it was complete. Its message never quotes the answer. */
export class BrokenAnswer extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'BrokenAnswer';
  }
}

/** A tool is called with something that is no JSON object: cut off, or wrong from the start. */
export class BrokenToolInput extends BrokenAnswer {
  constructor() {
    super("A tool's input is no JSON object.");
  }
}
