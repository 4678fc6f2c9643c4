export { createSimulator as startSimulator, type Simulator } from '../../apps/simulator/src/simulator.js';
export { upstreamsAt } from '../../apps/simulator/src/upstreams-at.js';
