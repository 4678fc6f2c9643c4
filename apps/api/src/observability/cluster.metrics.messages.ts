/** One metric as prom-client's `getMetricsAsJSON` gives it. */
export interface MetricFacts {
  readonly name: string;
  readonly type: string;
}

/** All metrics of one worker at one time. */
export type MetricsReport = readonly MetricFacts[];

/** What workers say to the process that forked them. */
export type WorkerMessage =
  /** A scrape has reached me: what are the figures of all? */
  | { readonly kind: 'scrape'; readonly scrape: number }
  /** My figures, as asked. */
  | { readonly kind: 'report'; readonly round: number; readonly report: MetricsReport };

/** What it says to them. */
export type PrimaryMessage =
  | { readonly kind: 'report-wanted'; readonly round: number }
  | { readonly kind: 'scraped'; readonly scrape: number; readonly text: string };
