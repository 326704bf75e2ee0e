import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { poll } from '../../sandbox/postgres/poll.ts';
import { addressesOf, type Addresses } from '../../sandbox/run/addresses.ts';
import { freePorts, type CityPorts } from '../../sandbox/run/city-ports.ts';

/** `npm start` or `npm run demo` as a process, with what it says. */
export interface CityProcess {
  readonly child: ChildProcess;
  readonly urls: Addresses;
  readonly ports: CityPorts;
  said(): string;
  /** Waits until it says this. @throws with all it said when it ends or takes too long */
  says(words: string, withinMs: number): Promise<void>;
  /** Waits until it ends. Answers its exit code. */
  end(withinMs: number): Promise<number | string>;
}

/** As ports.ts names them. */
const VARIABLES: Record<keyof CityPorts, string> = {
  site: 'PORT', mollie: 'MOLLIE_PORT', identity: 'IDENTITY_PORT', mail: 'MAIL_PORT', smtp: 'SMTP_PORT', locks: 'LOCKS_PORT',
  gatewayHealth: 'GATEWAY_HEALTH_PORT', cityBroker: 'CITY_BROKER_PORT', buildingBroker: 'BUILDING_BROKER_PORT',
};

/** Runs a program of the sandbox on these data, with ports that nobody uses. */
export async function runSandbox(program: string, dataDir: string, more: Partial<Record<string, string>> = {}): Promise<CityProcess> {
  const ports = await freePorts();
  const chosen = Object.entries(VARIABLES).map(([name, variable]) => [variable, String(ports[name as keyof CityPorts])]);
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], OPENZAAL_DATA: dataDir, ...Object.fromEntries(chosen), ...more }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (text) => (said += String(text)));
  const ended = new Promise<number | string>((resolve) => child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown')));
  let over: number | string | undefined;
  void ended.then((how) => (over = how));

  const says = async (words: string, withinMs: number): Promise<void> => {
    const outcome = await poll(withinMs, async () => (said.includes(words) ? 'said' : over));
    if (!said.includes(words)) throw new Error(`it ${outcome === undefined ? 'did not say' : `ended (${outcome}) without saying`} "${words}" but:\n${said}`);
  };
  const end = async (withinMs: number): Promise<number | string> => {
    const outcome = await poll(withinMs, async () => over);
    if (outcome === undefined) throw new Error(`it did not end, it said:\n${said}`);
    return outcome;
  };
  return { child, ports, urls: addressesOf(ports), said: () => said, says, end };
}

/** The processes that this one started, by the file they run. */
export async function programsOf(pid: number): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : '';
    // The name stands in brackets and may hold anything: after it come the state and the parent.
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) !== pid) continue;
    const words = (await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')).split('\0').filter(Boolean);
    found.set(words.at(-1) ?? name, Number(name));
  }
  return found;
}
