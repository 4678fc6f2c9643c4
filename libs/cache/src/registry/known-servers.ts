import type { SourceRegistry } from '../ports/source-registry.port.js';

/** Tells whether the registry stands on other servers than before, that may lack its last writes. */
export class KnownServers {
  private incarnation?: string;
  private confirmed?: string;

  constructor(private readonly registry: SourceRegistry) {}

  /** A process that just began knows nothing: it goes by what others have confirmed, and by a registry that is empty. */
  async areNew(incarnation: string): Promise<boolean> {
    if (this.incarnation !== undefined) return this.incarnation !== incarnation;
    const confirmed = await this.registry.confirmed();
    return confirmed !== undefined && confirmed !== incarnation;
  }

  /** They have all that this process knows. */
  note(incarnation: string): void {
    this.incarnation = incarnation;
  }

  /** Tells processes that begin that all had the time to give back what they know. */
  async confirm(incarnation: string): Promise<void> {
    if (this.confirmed === incarnation) return;
    await this.registry.confirm(incarnation);
    this.confirmed = incarnation;
  }
}
