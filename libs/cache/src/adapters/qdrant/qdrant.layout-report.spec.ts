import { layoutDifferences } from './qdrant.layout-report.js';

const WISHED = { replication_factor: 2, write_consistency_factor: 1 };
const FOUND = { shard_number: 3, ...WISHED };

describe('the report on a collection that is there', () => {
  it('is empty when everything is as wished, and where the server does not say', () => {
    expect(layoutDifferences('c', FOUND, WISHED)).toEqual([]);
    expect(layoutDifferences('c', {}, { ...WISHED, shard_number: 6 })).toEqual([]);
  });

  it('says what it has, what is wished and how to change it, for each value', () => {
    const found = { replication_factor: 1, shard_number: 3, write_consistency_factor: 2 };
    const [copies, shards, consistency, ...others] = layoutDifferences('c', found, {
      ...WISHED,
      shard_number: 6,
    });
    expect(others).toEqual([]);
    expect(copies).toMatch(/^Qdrant: the collection c has replication factor 1; 2 is wished\. It works, but/);
    expect(copies).toMatch(/delete the collection .* PATCH \/collections\/c .*"replication_factor": 2/);
    expect(shards).toMatch(/has number of shards 3; 6 is wished\. .* delete the collection/);
    expect(consistency).toMatch(/has write consistency factor 2; 1 is wished\. .* PATCH \/collections\/c/);
  });

  it('does not call more copies than wished a danger', () => {
    const [copies] = layoutDifferences('c', { ...FOUND, replication_factor: 3 }, WISHED);
    expect(copies).toMatch(/has replication factor 3; 2 is wished\. It works, and takes more memory/);
  });
});
