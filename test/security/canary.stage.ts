import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCollector, type Collector } from '../support/collector.js';
import { type Service, startService } from '../support/service.js';

/** Stands in all that anybody but the service says. Letters alone: no escaping, encoding or canonical form changes it. */
export const CANARY = 'qxcanaryxq';
/** A key that opens the service. */
export const CANARY_KEY = `${CANARY}-key-0123456789`;

/** What a test's own service prints at most between two looks, in characters; only the last 100,000 are kept. */
const MOST_NEWS = 50_000;

/** How a request was answered, and by whom. */
interface Told {
  readonly status: number;
  readonly text: string;
  /** The body is a provider's own, which drop-in endpoints pass on as it came. */
  readonly isProviders?: boolean;
}

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly key?: string;
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A service that says all it can: at debug level, traced, measured, with canaries for secrets. It notes what gets out. */
export class CanaryStage {
  /** Where a canary was found that should not be there. */
  readonly leaks: string[] = [];
  /** All that was logged. */
  private log = '';

  private constructor(
    readonly service: Service,
    readonly collector: Collector,
    private readonly folder: string,
  ) {}

  static async open(environment: Readonly<Record<string, string>>): Promise<CanaryStage> {
    const folder = mkdtempSync(join(tmpdir(), 'ragcache-b10-'));
    const collector = await startCollector();
    const service = await startService({
      ...{ NODE_ENV: 'production', LOG_LEVEL: 'debug', DATA_DIR: folder },
      ...{ API_KEYS: `acme:${CANARY_KEY}:admin`, ENTRY_SECRET: `${CANARY}-entries-0123456789abcdef` },
      ...{ OPENAI_API_KEY: `sk-${CANARY}`, ANTHROPIC_API_KEY: `sk-ant-${CANARY}` },
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: `x-collector-key=${CANARY}`,
      ...environment,
    });
    return new CanaryStage(service, collector, folder);
  }

  /** Asks with the key unless another is given, and looks at what that brought to light. @param what the planting, in words. */
  async ask(what: string, request: Request, isProviders?: boolean): Promise<number> {
    const { method, path, key = CANARY_KEY, body, headers } = request;
    const answer = await fetch(this.service.url + path, {
      ...{ method, redirect: 'manual' },
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
    });
    const { status } = answer;
    this.judge(`${method} ${path}, ${what}`, { status, text: await answer.text(), isProviders });
    return status;
  }

  /** A failure may have a good status, once a stream has begun. */
  judge(what: string, { status, text, isProviders }: Told): void {
    this.look();
    const isError = status >= 400 || /^event: error$|^data: \{"error"/m.test(text);
    if (isError && !isProviders) this.find(`the error body of ${what}`, text);
  }

  /** Ends the service and looks everywhere. */
  async close(): Promise<{ log: string; spans: number }> {
    const { status, body } = await this.service.request('GET', '/metrics', { key: CANARY_KEY });
    expect([status, body]).toEqual([200, expect.stringContaining('ragcache_requests_total')]);
    this.find('the metrics', body as string);
    await this.service.stop();
    this.look();
    this.find('the log', this.log);
    this.find('the traces', this.collector.received());
    const audit = join(this.folder, 'audit.jsonl');
    if (existsSync(audit)) this.find('the audit log', readFileSync(audit, 'utf8'));
    return { log: this.log, spans: this.collector.spans().length };
  }

  async sweep(): Promise<void> {
    await this.collector.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Takes what was logged since the last look. */
  private look(): void {
    const output = this.service.output();
    const seen = output.indexOf(this.log.slice(-500));
    if (seen < 0) throw new Error('More was logged between two looks than is kept.');
    const news = output.slice(seen + Math.min(500, this.log.length));
    if (news.length > MOST_NEWS) throw new Error('Look more often.');
    this.log += news;
  }

  private find(where: string, text: string): void {
    const at = text.toLowerCase().indexOf(CANARY);
    if (at >= 0) this.leaks.push(`${where}: …${text.slice(Math.max(0, at - 120), at + 60)}…`);
  }
}
