import { keepRunning } from '../../sandbox/run/keep-running.ts';
import { smallProgram } from './small-programs.ts';

/** Started by keep-running.test.ts to be killed: keeps a program running, says its number and stays. */
const kept = await keepRunning(smallProgram(process.argv[2]!), { say: () => undefined });
console.log(kept.pid());
