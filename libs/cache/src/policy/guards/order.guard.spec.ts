import { OrderGuard } from './order.guard.js';
import { describeGuard } from '../../../testing/contracts/guard.contract.js';

describeGuard(new OrderGuard(), {
  vetoes: {
    'changed roles': [
      ['trains from Rome to Milan', 'trains from Milan to Rome'],
      ['Does Ann report to Bob?', 'Does Bob report to Ann?'],
      ['Is tea cheaper than coffee?', 'Is coffee cheaper than tea?'],
      ['convert yards to feet', 'convert feet to yards'],
    ],
    'between read backwards': [['flights from Oslo to Bergen', 'flights between Bergen and Oslo']],
    'active and passive': [['Did Ann hire Bob?', 'Was Ann hired by Bob?']],
    'before and after': [['lunch before the talk', 'lunch after the talk']],
  },
  passes: {
    coordination: [
      ['compare Rust and Zig', 'compare Zig and Rust'],
      ['tea or coffee', 'coffee or tea'],
      ['difference between Rust and Zig', 'difference between Zig and Rust'],
    ],
    'phrases that moved': [['trains from Rome to Milan', 'trains to Milan from Rome']],
    'the passive of the exchange': [['Did Ann hire Bob?', 'Was Bob hired by Ann?']],
  },
});
