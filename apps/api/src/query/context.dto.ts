import { ApiField } from '../contract/api-field.decorator.js';
import { CodePoints } from '../contract/code-points.decorator.js';
import { MayBeAbsent } from '../contract/may-be-absent.decorator.js';

/** A passage to answer from. */
export class ContextDto {
  @ApiField({ example: 'handbook#12', description: 'Your id of the passage.' })
  @CodePoints({ min: 1, max: 256 })
  id!: string;

  @ApiField({ example: '2026-03-01' })
  @MayBeAbsent()
  @CodePoints({ min: 1, max: 128 })
  version?: string;

  @ApiField({ example: 'Refunds are paid within 14 days.' })
  @CodePoints({ min: 0, max: 50_000 })
  text!: string;
}
