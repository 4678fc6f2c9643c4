import type { SourceRegistry } from '../ports/source-registry.port.js';

/** The servers that held the registry when this process looked last. */
export class KnownServers {
  private met?: string;
  private confirmed?: string;

  constructor(private readonly registry: SourceRegistry) {}

  /** A process that just began knows nothing: it believes what others have confirmed, and a registry that is empty. */
  async areNew(incarnation: string): Promise<boolean> {
    if (this.met !== undefined) return this.met !== incarnation;
    const confirmed = await this.registry.confirmed();
    return confirmed !== undefined && confirmed !== incarnation;
  }

  meet(incarnation: string): void {
    this.met = incarnation;
  }

  /** Tells processes that begin that all had the time to give back what they know. */
  async confirm(incarnation: string): Promise<void> {
    if (this.confirmed === incarnation) return;
    await this.registry.confirm(incarnation);
    this.confirmed = incarnation;
  }
}
