import { ValidateBy } from 'class-validator';
import { qdrantUrlProblem } from './adapters/qdrant/qdrant.addresses.js';

/** One or several addresses of a Qdrant; the message says which of them is wrong. */
export function IsQdrantUrl(): PropertyDecorator {
  const problem = (value: unknown) =>
    typeof value === 'string' ? qdrantUrlProblem(value) : 'must be http:// or https:// URLs, comma-separated';
  return ValidateBy({
    name: 'isQdrantUrl',
    validator: {
      validate: (value) => problem(value) === undefined,
      defaultMessage: (argument) => `${argument!.property} ${problem(argument!.value)}.`,
    },
  });
}
