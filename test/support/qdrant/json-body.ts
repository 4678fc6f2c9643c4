import { misfit, type QdrantFailure } from './failures.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- bodies have every shape; each part checks what it reads
type Value = any;

/** The body of a request. Faults of form are reported, as by the server, at the place where reading ended. */
export class JsonBody {
  readonly value: Value;

  constructor(private readonly text: string) {
    try {
      this.value = text === '' ? {} : JSON.parse(text);
    } catch {
      throw this.misfit('EOF while parsing a value');
    }
  }

  misfit(why: string): QdrantFailure {
    return misfit(`${why} at line 1 column ${this.text.length}`);
  }

  /** A number of things; absent = the default. */
  amount(field: string, otherwise: number): number {
    const value: unknown = this.value[field] ?? otherwise;
    if (typeof value === 'number') return value;
    throw this.misfit(`invalid type: ${typeof value} ${JSON.stringify(value)}, expected usize`);
  }
}
