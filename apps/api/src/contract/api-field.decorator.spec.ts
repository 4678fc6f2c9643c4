import { ArrayMaxSize, IsArray, IsIn, IsInt, Matches, Min } from 'class-validator';
import { ApiField } from './api-field.decorator.js';
import { CodePoints } from './code-points.decorator.js';
import { MayBeAbsent } from './may-be-absent.decorator.js';
import { Nested } from './nested.decorator.js';

class Part {
  @ApiField()
  @IsInt()
  @Min(1)
  size!: number;
}

class Whole {
  @ApiField({ example: 'a' })
  @CodePoints({ min: 1, max: 3 })
  name!: string;

  @ApiField()
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(2)
  @IsIn(['a', 'b'], { each: true })
  kinds?: string[];

  @ApiField({ format: 'date' })
  @MayBeAbsent()
  @Matches(/^\d{4}-\d\d-\d\d$/)
  day?: string;

  @ApiField()
  @MayBeAbsent()
  @Nested(Part)
  part?: Part;

  @ApiField()
  @IsArray()
  @ArrayMaxSize(5)
  @Nested(Part, { each: true })
  parts!: Part[];
}

/** The options that `@ApiProperty` got. */
const documented = (contract: { readonly prototype: object }, field: string): unknown =>
  Reflect.getMetadata('swagger/apiModelProperties', contract.prototype, field);

describe('ApiField', () => {
  it.each<[keyof Whole, object]>([
    ['name', { type: 'string', minLength: 1, maxLength: 3, example: 'a' }],
    ['kinds', { type: 'array', required: false, maxItems: 2, items: { type: 'string', enum: ['a', 'b'] } }],
    ['part', { type: Part, required: false }],
    ['parts', { type: Part, isArray: true, maxItems: 5 }],
  ])('documents %s as its rules are', (field, options) => {
    expect(documented(Whole, field)).toMatchObject(options);
  });

  it('lets a format take the place of the pattern that checks it', () => {
    expect(documented(Whole, 'day')).toMatchObject({ type: 'string', format: 'date' });
    expect(documented(Whole, 'day')).not.toHaveProperty('pattern');
  });

  it('refuses a field whose rules do not stand below it', () => {
    expect(() => {
      class Reversed {
        @IsInt()
        @ApiField()
        size!: number;
      }
      return Reversed;
    }).toThrow(/Reversed\.size has no rules/);
  });
});
