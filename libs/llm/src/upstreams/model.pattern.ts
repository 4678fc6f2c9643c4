/** Whether a name of a model in UPSTREAMS_FILE stands for many. */
export function isPattern(name: string): boolean {
  return name.includes('*');
}

/**
 * Whether a model matches a pattern, in which each `*` stands for any text. A loop and not a regular expression: callers name any model,
 * and several stars would make some of them slow.
 */
export function matches(pattern: string, model: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === model;
  if (!model.startsWith(first) || model.length < first.length + last.length) return false;
  const end = model.length - last.length;
  let at = first.length;
  for (const piece of rest) {
    const found = model.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= end && model.endsWith(last);
}
