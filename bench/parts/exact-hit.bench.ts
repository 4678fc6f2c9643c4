import type { BenchPart } from '../bench-part.js';
import { exactHitFigures } from './exact-hit.measure.js';

/** The exact hit over the embedded stores. */
export const exactHit: BenchPart = {
  name: 'exact',
  title: 'Exact hit over HTTP',
  run: ({ service, apiKey }) => exactHitFigures({ service, apiKey }),
};
