import type { Program } from '../../sandbox/run/child.ts';

/** The program that the tests keep running; it is ready when it says so. */
export const smallProgram = (logFile: string, env: Record<string, string> = {}): Program => ({
  name: 'small program', entry: 'test/sandbox/small-program.ts', env, logFile,
  ready: (life) => new Promise((resolve) => life.hear((line) => {
    if (line === 'ready to work') resolve();
  })),
});
