import autocannon from 'autocannon';
import pidusage from 'pidusage';

/** A target and the process whose CPU it costs. */
export interface LoadTarget {
  readonly url: string;
  readonly pid: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface LoadFigures {
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** CPU of the target's process, all threads, in microseconds. */
  readonly cpuPerRequestUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Sends `requests` POSTs over a few kept-alive connections and tells what one cost the process behind the URL. */
export async function load(target: LoadTarget, requests: number): Promise<LoadFigures> {
  const before = await pidusage(target.pid);
  const result = await autocannon({
    url: target.url,
    method: 'POST',
    connections: 8,
    amount: requests,
    // Otherwise a run ends on the full second.
    sampleInt: 10,
    headers: { 'content-type': 'application/json', ...target.headers },
    body: JSON.stringify(target.body),
  });
  const after = await pidusage(target.pid);
  const failed = result.non2xx + result.errors;
  if (failed > 0) throw new Error(`${failed} of ${requests} requests to ${target.url} failed`);
  return {
    requests,
    requestsPerSecond: requests / result.duration,
    cpuPerRequestUs: ((after.ctime - before.ctime) * 1_000) / requests,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  };
}
