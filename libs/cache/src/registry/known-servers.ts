import type { SourceRegistry } from '../ports/source-registry.port.js';

/** The servers that held the registry when this process looked last. */
export class KnownServers {
  private seen?: string;
  private confirmed?: string;

  constructor(private readonly registry: SourceRegistry) {}

  /** A process that just began knows nothing: it believes what others have confirmed, and a registry that is empty. */
  async areNew(incarnation: string): Promise<boolean> {
    if (this.seen !== undefined) return this.seen !== incarnation;
    const confirmed = await this.registry.confirmed();
    return confirmed !== undefined && confirmed !== incarnation;
  }

  note(incarnation: string): void {
    this.seen = incarnation;
  }

  /** Tells processes that begin that all had the time to give back what they know. */
  async confirm(incarnation: string): Promise<void> {
    if (this.confirmed === incarnation) return;
    await this.registry.confirm(incarnation);
    this.confirmed = incarnation;
  }
}
