/** What the work comes to, unless the signal aborts first: then rejects with its reason at once. undici takes no notice of it while it connects. */
export function unlessAborted<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const leave = () => reject(signal.reason as Error);
    const stay = () => signal.removeEventListener('abort', leave);
    signal.addEventListener('abort', leave, { once: true });
    work().finally(stay).then(resolve, reject);
  });
}
