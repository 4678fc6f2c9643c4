/** A transaction reports the failures of its commands among its replies. @throws the first of them. */
export function allSucceeded(replies: readonly [Error | null, unknown][] | null): void {
  if (!replies) throw new Error('The transaction was not carried out.');
  for (const [error] of replies) if (error) throw error;
}
