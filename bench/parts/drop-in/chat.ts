import type { Stage } from '../../bench-part.js';
import type { ReferenceChat } from '../../reference/chat.route.js';

export const PATH = '/v1/chat/completions';

/** A chat that ends with this question. */
export function chat(question: string, { isStream }: { readonly isStream: boolean }): ReferenceChat {
  return {
    model: 'gpt-4o-mini',
    stream: isStream,
    max_tokens: 500,
    temperature: 0,
    messages: [
      { role: 'system', content: 'You are the assistant of the platform team. Answer briefly.' },
      { role: 'user', content: question },
    ],
  };
}

interface Posted {
  readonly apiKey: string;
  readonly body: ReferenceChat;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the service, or anything else that has the endpoint. */
export async function post(baseUrl: string, { apiKey, body, headers }: Posted): Promise<Response> {
  const answer = await fetch(`${baseUrl}${PATH}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}`, ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${baseUrl} answered ${answer.status}`);
  return answer;
}

/** The same of the service, read to its end. */
export async function askService({ service, apiKey }: Stage, body: ReferenceChat): Promise<string> {
  return (await post(service.url, { apiKey, body })).text();
}
