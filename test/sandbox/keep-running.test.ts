import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { poll } from '../../sandbox/postgres/poll.ts';
import { SandboxProblem } from '../../sandbox/problem.ts';
import { errorIn } from '../../sandbox/run/lines.ts';
import { keepRunning, type KeptRunning } from '../../sandbox/run/keep-running.ts';
import { isAlive, kill, messageOf, numberFrom } from './postgres-tools.ts';
import { smallProgram } from './small-programs.ts';

const SOON_MS = 10_000;

describe('a program that the sandbox keeps running', () => {
  let directory: string;
  let logFile: string;
  let kept: KeptRunning | undefined;
  const said: string[] = [];

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'openzaal-program-'));
    logFile = join(directory, 'program.log');
  });
  after(() => rm(directory, { recursive: true, force: true }));
  beforeEach(() => said.splice(0));
  afterEach(() => kept?.stop());

  const hears = (line: string): Promise<true | undefined> => poll(SOON_MS, async () => (said.includes(line) ? true : undefined));

  it('is there when it says that it is ready, writes its log, and stops in its own way', async () => {
    kept = await keepRunning(smallProgram(logFile), { say: (line) => said.push(line) });
    const pid = kept.pid();
    expect(await isAlive(pid)).to.equal(true);
    await kept.stop();
    expect(await isAlive(pid)).to.equal(false);
    expect(await readFile(logFile, 'utf8')).to.equal('ready to work\ngoodbye\n');
    expect(said).to.deep.equal([]);
  });

  it('is started again when it dies, and given up when it dies too often', async () => {
    kept = await keepRunning(smallProgram(logFile), { say: (line) => said.push(line), restarts: 1 });
    const first = kept.pid();
    process.kill(first, 'SIGKILL');
    expect(await hears('The small program stopped (killed by SIGKILL); starting it again (1 of 1).')).to.equal(true);
    expect(await hears('The small program is back.')).to.equal(true);
    expect(kept.pid()).to.not.equal(first);

    process.kill(kept.pid(), 'SIGKILL');
    const problem = await kept.givenUp;
    expect(problem.message).to.equal(`The small program stopped 2 times (killed by SIGKILL); giving up. What it said is in ${logFile}.`);
  });

  it('that does not start is not tried again: its last words say why', async () => {
    const start = keepRunning(smallProgram(logFile, { BROKEN: 'yes' }), { say: (line) => said.push(line) });
    const message = await messageOf(start);
    expect(message).to.match(/^The small program did not start \(exit code 1\):\n/);
    expect(message).to.include('no such luck').and.not.match(/^\s+at /m);
  });

  it('that is not ready in time is stopped', async () => {
    const never = { ...smallProgram(logFile), ready: () => new Promise<void>(() => undefined) };
    const error: unknown = await keepRunning(never, { say: (line) => said.push(line), readyWithinMs: 300 }).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(SandboxProblem).with.property('message').that.matches(/^The small program was not ready within 0\.3 s:/);
  });

  it('stops by itself when the one who keeps it running is killed', async () => {
    const holder = spawn(process.execPath, ['--import', 'tsx', 'test/sandbox/program-holder.ts', logFile], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await numberFrom(holder);
    expect(await isAlive(pid)).to.equal(true);
    await kill(holder);
    expect(await poll(SOON_MS, async () => ((await isAlive(pid)) ? undefined : 'gone'))).to.equal('gone');
  });
});

describe('a line that a program says', () => {
  it('is shown when it is an error of its log, with the cause', () => {
    expect(errorIn('{"level":50,"msg":"mail not sent","err":{"message":"connection refused"}}')).to.equal('mail not sent: connection refused');
    expect(errorIn('{"level":60,"msg":"out of luck"}')).to.equal('out of luck');
  });

  it('is left to the log otherwise', () => {
    for (const line of ['{"level":40,"msg":"slow"}', '{"level":30,"msg":"started"}', 'a word', '{broken', '{"msg":"no level"}']) expect(errorIn(line), line).to.equal(undefined);
  });
});
