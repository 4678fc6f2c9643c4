import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/**
 * Bounds that keep out the absurd, and that the most-read cache libraries would pass but for a few files (bentocache: nine files of ten
 * have at most 242 lines, terminus: 120). A number is no reason to split: one idea per file, as long as the idea.
 */
const shape = {
  'max-lines': ['error', { max: 250 }],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 4],
  'max-depth': ['error', 3],
  complexity: ['error', 12],
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '**/.venv/', 'coverage/', 'models/', './data/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { regexp },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Texts of callers are long: no pattern may take more than its share of time over one.
      'regexp/no-super-linear-backtracking': 'error',
      'regexp/no-super-linear-move': 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Read the typed Environment instead (apps/api/src/environment).',
        },
      ],
    },
  },
  { files: ['apps/**/*.ts', 'libs/**/*.ts', 'bench/**/*.ts'], rules: shape },
  {
    files: ['**/*.spec.ts', '**/*.contract.ts', 'test/**/*.ts', 'libs/*/testing/**/*.ts'],
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      'no-restricted-properties': 'off',
      'regexp/no-super-linear-backtracking': 'off',
      'regexp/no-super-linear-move': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
