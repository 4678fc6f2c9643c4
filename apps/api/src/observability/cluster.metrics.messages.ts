/** One metric, in the form of prom-client's `getMetricsAsJSON`. */
export interface MetricFacts {
  readonly name: string;
  readonly type: string;
}

/** All metrics of one worker at one time. */
export type MetricsReport = readonly MetricFacts[];

/** The messages of a worker to the primary process. */
export type WorkerMessage =
  /** A scrape reached this worker, which asks for the metrics of all workers. */
  | { readonly kind: 'scrape'; readonly scrape: number }
  /** The worker's own metrics, as requested. */
  | { readonly kind: 'report'; readonly round: number; readonly report: MetricsReport };

/** The messages of the primary process to a worker. */
export type PrimaryMessage =
  | { readonly kind: 'report-wanted'; readonly round: number }
  | { readonly kind: 'scraped'; readonly scrape: number; readonly text: string };
