/** What an official SDK sends and gets, seen from between it and the network. */
export interface WatchedFetch {
  readonly fetch: typeof fetch;
  /** The last request's body, byte for byte. */
  sent(): string;
  /** Of the last answer. */
  header(name: string): string | null;
}

export function watchedFetch(): WatchedFetch {
  let [body, headers] = ['', new Headers()];
  return {
    fetch: async (url, options) => {
      body = options?.body as string;
      const answer = await fetch(url, options);
      headers = answer.headers;
      return answer;
    },
    sent: () => body,
    header: (name) => headers.get(name),
  };
}
