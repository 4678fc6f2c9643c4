interface Message {
  readonly role: string;
  readonly content?: unknown;
}

/** The last text of the user, of messages in the shape of either provider; empty when the user sent none. */
export function lastUserText(messages: readonly Message[]): string {
  const content = messages.findLast(({ role }) => role === 'user')?.content;
  if (typeof content === 'string') return content;
  const parts = (content ?? []) as readonly ({ type?: unknown; text?: unknown } | null)[];
  const text = parts.findLast((part) => part?.type === 'text')?.text;
  return typeof text === 'string' ? text : '';
}
