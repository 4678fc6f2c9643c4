import { LongGuard } from './long.guard.js';
import { describeGuard } from './guard.contract.js';

describeGuard(new LongGuard(), {
  vetoes: {
    'long prompts with more than two other words': [
      [
        'Alpha beta gamma delta epsilon zeta eta theta iota kappa lambda omicron sigma tau upsilon phi chi psi omega red green blue black white brown grey pink gold silver copper iron tin lead zinc nickel cobalt sodium lithium calcium barium radium neon argon oxygen helium',
        'Alpha beta gamma delta epsilon zeta eta theta iota kappa lambda omicron sigma tau upsilon phi chi psi omega red green blue black white brown grey pink gold silver copper iron tin lead zinc nickel cobalt sodium lithium calcium barium radium neon argon xenon',
      ],
    ],
  },
  passes: {
    'long prompts but for two words': [
      [
        'Alpha beta gamma delta epsilon zeta eta theta iota kappa lambda omicron sigma tau upsilon phi chi psi omega red green blue black white brown grey pink gold silver copper iron tin lead zinc nickel cobalt sodium lithium calcium barium radium neon argon oxygen',
        'Alpha beta gamma delta epsilon zeta eta theta iota kappa lambda omicron sigma tau upsilon phi chi psi omega red green blue black white brown grey pink gold silver copper iron tin lead zinc nickel cobalt sodium lithium calcium barium radium neon argon xenon',
      ],
    ],
    'short texts': [['oxygen helium', 'xenon krypton']],
  },
});
