import { WIRE_FORMATS } from './wire-formats.js';

describe('WIRE_FORMATS', () => {
  it.each(Object.entries(WIRE_FORMATS))('has %s under its own name', async (name, load) => {
    const Format = await load();
    expect(new Format().name).toBe(name);
  });
});
