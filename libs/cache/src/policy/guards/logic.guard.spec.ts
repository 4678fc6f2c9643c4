import { LogicGuard } from './logic.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new LogicGuard(), {
  vetoes: {
    connectives: [
      ['users with a car and a bike', 'users with a car or a bike'],
      ['List members that pay only', 'List members that pay'],
      ['all rooms except the hall', 'all rooms and the hall'],
    ],
    'an addition': [['pros of solar power', 'pros and perils of solar power']],
  },
  passes: {
    'much else changed': [['a cat and a dog slept outside', 'two birds or three fish swam inside']],
    'the same': [['bread and butter', 'butter and bread']],
  },
});
