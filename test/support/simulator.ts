export { createSimulator as startSimulator, type Simulator } from '../../apps/simulator/src/simulator.js';
