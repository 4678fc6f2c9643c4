import { IsEmail, IsIn, IsInt, IsOptional, IsString } from 'class-validator';
import { CodePoints } from './code-points.decorator.js';
import { compileContract } from './compiled-contract.js';
import { MayBeAbsent } from './may-be-absent.decorator.js';
import { Nested } from './nested.decorator.js';
import { schemaOf } from './schema.derivation.js';

class Part {
  @IsInt()
  size!: number;
}

class Whole {
  @CodePoints({ min: 1, max: 3 })
  name!: string;

  @MayBeAbsent()
  @IsIn(['a', 'b'])
  kind?: string;

  @MayBeAbsent()
  @Nested(Part)
  part?: Part;

  @MayBeAbsent()
  @Nested(Part, { each: true })
  parts?: Part[];
}

describe('schemaOf', () => {
  it('says what the decorators say', () => {
    expect(schemaOf(Whole)).toEqual({
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: {
        name: { type: 'string', codePoints: { min: 1, max: 3 } },
        kind: { enum: ['a', 'b'] },
        part: schemaOf(Part),
        parts: { items: schemaOf(Part) },
      },
    });
  });

  it('stops at a decorator it does not know, naming the field', () => {
    class Unknown {
      @IsEmail()
      address!: string;
    }
    expect(() => schemaOf(Unknown)).toThrow(/Unknown\.address has the rule isEmail/);
  });

  it('stops at @IsOptional(), which would let null through', () => {
    class Lax {
      @IsOptional()
      @IsString()
      name?: string;
    }
    expect(() => schemaOf(Lax)).toThrow(/Lax\.name has the rule isOptional/);
  });
});

describe('compileContract', () => {
  const keeps = compileContract(Whole);

  it.each([
    [{ name: 'ab' }, true],
    [{ name: '😀😀😀' }, true],
    [{ name: '😀😀😀😀' }, false],
    [{ name: '' }, false],
    [{ name: 1 }, false],
    [{}, false],
    [{ name: 'a', kind: null }, false],
    [{ name: 'a', part: { size: '1' } }, false],
    [{ name: 'a', part: { size: 1 } }, true],
    [{ name: 'a', part: [{ size: 1 }] }, false],
    [{ name: 'a', other: 1 }, false],
    [[], false],
    [null, false],
  ])('judges %j as %s', (body, expected) => {
    expect(keeps(body)).toBe(expected);
  });
});
