import type { Timings } from '@app/core';

const STEPS = ['exact', 'embed', 'search', 'decide', 'upstream'] as const;

/** The `Server-Timing` header: milliseconds per step that ran, in the order they run. */
export function serverTimingOf(authMs: number, timings: Timings): string {
  let text = `auth;dur=${authMs.toFixed(2)}`;
  for (const step of STEPS) {
    const milliseconds = timings[step];
    if (milliseconds !== undefined) text += `, ${step};dur=${milliseconds.toFixed(2)}`;
  }
  return text;
}
