/** Few questions, so that nearly all are hits. */
export function familiar(): () => string {
  let turn = 0;
  return () => `What does chapter ${turn++ % 20} of the handbook say?`;
}

/** Never the same question twice. */
export function fresh(): () => string {
  let turn = 0;
  return () => `What does page ${turn++} of volume ${Math.random()} say?`;
}
