import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { birthOf } from '../../sandbox/postgres/processes.ts';
import type { EmbeddedPostgres } from '../../sandbox/postgres/start-postgres.ts';

export async function open(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

export async function write(url: string): Promise<void> {
  const client = await open(url);
  await client.query('CREATE TABLE IF NOT EXISTS kept (id serial)');
  await client.query('INSERT INTO kept DEFAULT VALUES');
  await client.end();
}

export async function count(url: string): Promise<number> {
  const client = await open(url);
  const exists = await client.query<{ kept: string | null }>(`SELECT to_regclass('kept')::text AS kept`);
  const found = exists.rows[0]?.kept ? (await client.query('SELECT FROM kept')).rowCount : 0;
  await client.end();
  return found ?? 0;
}

/** The number of the process that holds `postmaster.pid`. */
export async function postmasterOf(postgres: EmbeddedPostgres): Promise<number> {
  const client = await open(postgres.url());
  const { rows } = await client.query<{ file: string }>(`SELECT pg_read_file('postmaster.pid') AS file`);
  await client.end();
  return Number.parseInt(rows[0]?.file ?? '', 10);
}

/** What a killed postmaster leaves behind. */
export async function writeLockFile(dataDir: string, pid: number): Promise<void> {
  const socketDir = '/tmp/openzaal-gone';
  await writeFile(join(dataDir, 'postmaster.pid'), [pid, await realpath(dataDir), 1, 5432, socketDir, '', '  1 1', 'ready', ''].join('\n'));
}

/** The process number that a child prints first. */
export async function numberFrom(child: ChildProcess): Promise<number> {
  const [line] = await once(child.stdout!, 'data');
  return Number(String(line));
}

/** A process of the user that PostgreSQL runs as. */
export const spawnBeside = (command: string, account: { uid: number; gid: number } | undefined): ChildProcess =>
  spawn('/bin/sh', ['-c', command], { ...account, cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });

/** Ends a process without letting it clean up. */
export async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** False for a zombie too. */
export const isAlive = async (pid: number): Promise<boolean> => (await birthOf(pid)) !== undefined;

export const messageOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'it worked',
    (error: Error) => error.message,
  );
