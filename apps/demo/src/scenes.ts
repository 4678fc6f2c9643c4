import type { DemoTenant } from './stage.js';

/** Where an answer is expected to come from. */
export type Expected = 'model' | 'exact' | 'canonical' | 'semantic';

/** One question of the demo, and what it shows. */
export interface Scene {
  readonly tenant: DemoTenant;
  readonly query: string;
  readonly shows: string;
  readonly expected: Expected;
  /** The look-alike has to be refused by a guard, not by distance. */
  readonly isTrap?: boolean;
}

export const SCENES: readonly Scene[] = [
  {
    tenant: 'search',
    query: 'How do I reset my password for the customer portal?',
    shows: 'a new question',
    expected: 'model',
  },
  {
    tenant: 'search',
    query: 'How do I reset my password for the customer portal?',
    shows: 'the same again',
    expected: 'exact',
  },
  {
    tenant: 'search',
    query: 'Please, how do I Reset my Password for the customer portal',
    shows: 'with please and capitals',
    expected: 'canonical',
  },
  {
    tenant: 'search',
    query: 'How can I reset my customer portal password?',
    shows: 'in other words',
    expected: 'semantic',
  },
  {
    tenant: 'search',
    query: 'How do I increase the memory limit of a container in Kubernetes?',
    shows: 'a new question',
    expected: 'model',
  },
  {
    tenant: 'search',
    query: 'How do I decrease the memory limit of a container in Kubernetes?',
    shows: 'a trap: the opposite',
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
    query: 'How do I reset my password for the customer portal?',
    shows: 'another tenant asks the first question',
    expected: 'model',
  },
];
