import { Namespace } from '../contract/namespace.js';

/** The query parameters of `GET /api/v1/stats`. */
export class StatsQuery {
  @Namespace({ description: 'This namespace alone. Absent = all of them.' })
  namespace?: string;
}
