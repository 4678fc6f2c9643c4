// The lists of values in the chart's README, made of the comments in values.yaml (`# -- text`, as helm-docs reads them).
import { sentenceLines } from '../sentence-lines.mjs';
import { isMap, isScalar, parseDocument } from 'yaml';

/** Values that mean something in one mode only; all others in both. */
const MODES = new Map([
  ['persistence', 'embedded'],
  ...['external', 'podDisruptionBudget', 'autoscaling', 'keda', 'topologySpreadConstraints'].map((name) => [
    name,
    'external',
  ]),
]);

/** @returns {(mode: 'both' | 'embedded' | 'external') => string} */
export function valuesLists(values) {
  const rows = rowsOf(parseDocument(values).contents, []);
  return (mode) => {
    const own = rows.filter(({ path }) => (MODES.get(path[0]) ?? 'both') === mode);
    return own.flatMap(itemOf).join('\n');
  };
}

/** A list item: name and default, then one line for each sentence about it. */
function itemOf({ path, value, text }) {
  const standard = value === undefined ? '' : `: \`${JSON.stringify(value)}\``;
  const sentences = text === '' ? [] : sentenceLines(`${text}.`).map((line) => `  ${line}`);
  return [`- \`${path.join('.')}\`${standard}`, ...sentences];
}

function rowsOf(map, parents) {
  return map.items.flatMap(({ key, value }, index) => {
    const comment = key.commentBefore ?? (index === 0 ? map.commentBefore : undefined);
    const [, text = ''] = /(?:^|\n) ?-- ([^\n]*)$/.exec(comment ?? '') ?? [];
    const path = [...parents, key.value];
    if (isMap(value) && !standsForAll(value, text)) {
      return [...(text ? [{ path, text }] : []), ...rowsOf(value, path)];
    }
    return [{ path, value: value.toJSON(), text }];
  });
}

/** An empty map, or one whose one comment says all there is to say. */
function standsForAll(map, text) {
  if (map.items.length === 0) return true;
  return text !== '' && map.items.every(({ value }) => !isScalar(value));
}
