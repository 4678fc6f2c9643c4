import type { Fault } from './fault.js';

/** A fault that is brought about twice, in two sizes. */
interface Sized<Size> extends Pick<Fault, 'name'> {
  readonly title: string | ((size: Size) => string);
  /** The quick one fits into continuous integration. */
  readonly sizes: { readonly quick: Size; readonly thorough: Size };
  run(size: Size): ReturnType<Fault['run']>;
}

export function inTwoSizes<Size extends object>({
  name,
  title,
  sizes,
  run,
}: Sized<Size>): readonly [Fault, Fault] {
  const sized = (size: Size, isQuick: boolean): Fault => ({
    ...{ name, isQuick },
    title: typeof title === 'string' ? title : title(size),
    run: (rounds) => run(rounds === undefined ? size : { ...size, rounds }),
  });
  return [sized(sizes.quick, true), sized(sizes.thorough, false)];
}
