const OTHER = 'other';

/** Bounds the number of values of a label. They come from closed lists in the libs; a mistake there can't flood the metrics. */
export class BoundedLabel {
  private readonly known = new Set<string>();

  constructor(private readonly most = 100) {}

  /** The value itself, or `other` once there are too many. */
  of(value: string): string {
    if (this.known.has(value)) return value;
    if (this.known.size >= this.most) return OTHER;
    this.known.add(value);
    return value;
  }
}
