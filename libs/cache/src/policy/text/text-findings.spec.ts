import { TextFindings } from './text-findings.js';

describe('TextFindings', () => {
  const setUp = () => {
    const findings = new TextFindings<{ readonly length: number }>({ size: 100, longest: 20 });
    const worked: string[] = [];
    const of = (tenant: string, text: string) =>
      findings.of(tenant, text, (asked) => {
        worked.push(`${tenant}: ${asked}`);
        return { length: asked.length };
      });
    return { of, worked };
  };

  it('works out what it has not seen, and that once', () => {
    const { of, worked } = setUp();
    expect([of('acme', 'one'), of('acme', 'one')]).toEqual([{ length: 3 }, { length: 3 }]);
    expect(worked).toEqual(['acme: one']);
  });

  it('spares no tenant the work for a text that another one asked', () => {
    const { of, worked } = setUp();
    of('acme', 'one');
    of('rival', 'one');
    expect(worked).toEqual(['acme: one', 'rival: one']);
  });

  it('keeps no text that is too long', () => {
    const { of, worked } = setUp();
    for (const text of ['word '.repeat(9), 'word '.repeat(9)]) of('acme', text);
    expect(worked).toHaveLength(2);
  });
});
