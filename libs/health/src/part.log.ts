import { Logger } from '@nestjs/common';

/** Says in the log why a part is down, once per change: the health report itself tells no reasons. */
export class PartLog {
  private readonly down = new Set<string>();

  constructor(private readonly log: Pick<Logger, 'warn' | 'log'> = new Logger('RAGCache')) {}

  /** Ends as the ping does. */
  async note(part: string, ping: Promise<void>): Promise<void> {
    try {
      await ping;
    } catch (error) {
      if (!this.down.has(part))
        this.log.warn({ part, reason: reasonOf(error), msg: 'part fails its health check' });
      this.down.add(part);
      throw error;
    }
    if (this.down.delete(part)) this.log.log({ part, msg: 'part passes its health check again' });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
