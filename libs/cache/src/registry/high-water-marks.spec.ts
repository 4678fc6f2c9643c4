import type { RegistryState } from '../ports/source-registry.port.js';
import { HighWaterMarks } from './high-water-marks.js';

const PLACE = { tenant: 'acme', namespace: 'docs' };

function state(
  parts: { epoch?: number; seq?: number; floor?: number; sourcesSeq?: number } = {},
): RegistryState {
  const { epoch = 10, seq = 20, floor = 5, sourcesSeq = 0 } = parts;
  return {
    epochs: { tenant: epoch, namespace: 0 },
    purges: { seq, floor, revision: 0 },
    ...{ born: 10, sourcesSeq, sourcesBorn: 10 },
  };
}

describe('HighWaterMarks', () => {
  let marks: HighWaterMarks;
  beforeEach(() => {
    marks = new HighWaterMarks();
    marks.note(PLACE, state());
  });

  it.each<[string, Parameters<typeof state>[0]]>([
    ['the epoch', { epoch: 9, seq: 30 }],
    ['the number of the newest purge', { seq: 19, epoch: 30 }],
    ['the floor', { floor: 4, seq: 30 }],
  ])('tells that %s went backwards, and keeps what it knew', (_, parts) => {
    expect(marks.note(PLACE, state(parts))).toBe(false);
    expect(marks.of('acme')).toMatchObject({ epoch: 10, seq: 20, floor: 5, born: 10 });
  });

  it('goes along with higher numbers, tenant by tenant', () => {
    expect(marks.note(PLACE, state({ epoch: 11, seq: 21, floor: 6 }))).toBe(true);
    expect(marks.of('acme')).toMatchObject({ epoch: 11, seq: 21, floor: 6 });
    expect(marks.note({ ...PLACE, tenant: 'rival' }, state({ seq: 3, epoch: 3, floor: 0 }))).toBe(true);
    expect(marks.tenants().sort()).toEqual(['acme', 'rival']);
  });

  it('expects a purge of its own to be there, also of a tenant that was not asked about', () => {
    marks.notePurge('acme', 21);
    expect(marks.note(PLACE, state({ seq: 20 }))).toBe(false);
    expect(marks.note(PLACE, state({ seq: 21 }))).toBe(true);
    marks.notePurge('rival', 7);
    expect(marks.note({ ...PLACE, tenant: 'rival' }, state({ seq: 6 }))).toBe(false);
    expect(marks.note({ ...PLACE, tenant: 'rival' }, state({ seq: 7 }))).toBe(true);
    expect(marks.of('rival')).toMatchObject({ seq: 7, born: 10 });
  });

  it('keeps the highest place in the order of calls', () => {
    for (const order of [3, 7, 5]) marks.noteOrder('acme', order);
    marks.note(PLACE, state({ seq: 25 }));
    expect(marks.of('acme')).toMatchObject({ order: 7, seq: 25 });
  });

  it('tells that announcements of sources went backwards, namespace by namespace', () => {
    expect(marks.note(PLACE, state({ sourcesSeq: 8 }))).toBe(true);
    expect(marks.note({ ...PLACE, namespace: 'other' }, state())).toBe(true);
    expect(marks.note(PLACE, state({ sourcesSeq: 7 }))).toBe(false);
    expect(marks.note(PLACE, state())).toBe(false);
    expect([marks.sourcesOf(PLACE), marks.sourcesOf({ ...PLACE, namespace: 'other' })]).toEqual([8, 0]);
    expect(marks.namespaces()).toEqual([PLACE]);
  });
});
