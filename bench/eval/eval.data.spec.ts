import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readData } from './eval.data.js';
import { readOptions } from './eval.options.js';

describe('the data of a measurement', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'eval-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (name: string, ...rows: unknown[]) => {
    const path = join(folder, name);
    writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    return path;
  };

  it('is read from a folder, pairs and streams by their names', () => {
    write('adversarial_dev.jsonl', { a: 'x', b: 'y', same: 0, category: 'unit' });
    write('stream_shop_dev.jsonl', { query: 'x', group: 7, source: 's' });
    write('pairs_answerclass_dev.jsonl', { a: 'x', b: 'y', same: 1 });
    const { pairs, streams } = readData(readOptions(['--data', folder]));
    expect(pairs).toEqual([{ name: 'adversarial', rows: [{ a: 'x', b: 'y', same: false, group: 'unit' }] }]);
    expect(streams).toEqual([{ name: 'stream_shop', rows: [{ query: 'x', group: '7' }] }]);
  });

  it('is read from named files instead', () => {
    write('stream_shop_dev.jsonl', { query: 'x', group: 'g' });
    const own = write('own.jsonl', { a: 'x', b: 'y', same: true });
    const { pairs, streams } = readData(readOptions(['--data', folder, '--pairs', own]));
    expect(pairs).toEqual([{ name: 'own', rows: [{ a: 'x', b: 'y', same: true, group: 'all' }] }]);
    expect(streams).toEqual([]);
  });

  it('names file and line of a row that is not of the shape', () => {
    const own = write('own.jsonl', { a: 'x', b: 'y', same: true }, { a: 'x', same: true });
    expect(() => readData(readOptions(['--pairs', own]))).toThrow(/own\.jsonl:2 is not of the shape/);
  });

  it('is nothing when the folder is absent', () => {
    expect(readData(readOptions(['--data', join(folder, 'none')]))).toEqual({ pairs: [], streams: [] });
  });

  it('is judged at the default threshold unless another is named', () => {
    expect(readOptions([]).threshold).toBe(0.95);
    expect(readOptions(['--threshold', '0.9']).threshold).toBe(0.9);
    expect(() => readOptions(['--threshold', '95'])).toThrow(/--threshold must be/);
  });
});
