import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colours a text where the terminal shows colours; `NO_COLOR` is heeded. */
export function paint(style: Style, text: string): string {
  const isColoured = process.stdout.isTTY && process.stdout.hasColors();
  return isColoured ? styleText(style, text) : text;
}
