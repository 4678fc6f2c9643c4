import pidusage from 'pidusage';
import type { BenchPart } from '../bench-part.js';

const MIB = 2 ** 20;

/** Memory of the service's process as it stands after the parts before this one. */
export const memory: BenchPart = {
  name: 'memory',
  title: 'Memory of the service',
  async run({ service }) {
    const { memory: bytes } = await pidusage(service.pid);
    return [{ name: 'resident set', value: bytes / MIB, unit: 'MiB' }];
  },
};
