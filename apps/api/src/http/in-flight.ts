/** How many requests have arrived and not yet ended. */
export class InFlight {
  count = 0;
}
