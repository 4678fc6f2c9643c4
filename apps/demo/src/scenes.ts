import type { DemoTenant } from './stage.js';

/** Where an answer is expected to come from. */
export type Origin = 'model' | 'exact' | 'canonical' | 'semantic';

/** One question of the demo, and what it shows. */
export interface Scene {
  readonly tenant: DemoTenant;
  readonly query: string;
  readonly shows: string;
  readonly expected: Origin;
  /** A look-alike that is near enough to be served, and has to be refused by a guard. */
  readonly isTrap?: boolean;
}

const PASSWORD = 'How do I reset my password for the customer portal?';

/** Similarities were measured with the shipped model: 0.977 for the paraphrase, 0.972 and 0.973 for the traps. */
export const SCENES: readonly Scene[] = [
  { tenant: 'search', query: PASSWORD, shows: 'a new question', expected: 'model' },
  { tenant: 'search', query: PASSWORD, shows: 'the same again', expected: 'exact' },
  {
    tenant: 'search',
    query: 'please, how do I reset my password  for the customer portal',
    shows: 'the same with "please" and other spaces',
    expected: 'canonical',
  },
  {
    tenant: 'search',
    query: 'How can I reset my customer portal password?',
    shows: 'the same in other words',
    expected: 'semantic',
  },
  {
    tenant: 'search',
    query: 'How do I enable garbage collection logging of a Java virtual machine in a Docker container?',
    shows: 'a new question',
    expected: 'model',
  },
  {
    tenant: 'search',
    query: 'How do I disable garbage collection logging of a Java virtual machine in a Docker container?',
    shows: 'a trap: one word makes it the opposite',
    expected: 'model',
    isTrap: true,
  },
  {
    tenant: 'search',
    query: 'What is the refund policy for orders placed in 2023?',
    shows: 'a new question',
    expected: 'model',
  },
  {
    tenant: 'search',
    query: 'What is the refund policy for orders placed in 2024?',
    shows: 'a trap: another year',
    expected: 'model',
    isTrap: true,
  },
  {
    tenant: 'support',
    query: PASSWORD,
    shows: 'another tenant asks the first question',
    expected: 'model',
  },
];
