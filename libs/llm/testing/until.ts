/** Resolves when it has come true; rejects when it does not within a second. */
export async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 200) throw new Error('It did not happen within a second.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
