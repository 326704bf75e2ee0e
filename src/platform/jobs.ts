import { Logger as GraphileLogger, run, type Runner, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Transaction } from './db.ts';
import type { Log } from './log.ts';

export interface JobOptions {
  /** One waiting job per key: a second one with the same key replaces the first while it still waits. */
  key?: string;
  runAt?: Date;
  maxAttempts?: number;
  /** Jobs of one queue run one after the other. */
  queue?: string;
}

/** About four hours of exponential back-off; then the job stays as a dead letter that the operations page shows. */
const MAX_ATTEMPTS = 12;

/** Adds a job inside the transaction: it vanishes when the transaction rolls back. This is the outbox. */
export async function addJob(tx: Transaction, task: string, payload: object, options: JobOptions = {}): Promise<void> {
  await tx.raw(
    `SELECT graphile_worker.add_job(?, payload => ?::json, queue_name => ?, run_at => ?, max_attempts => ?, job_key => ?)`,
    [task, JSON.stringify(payload), options.queue ?? null, options.runAt ?? null, options.maxAttempts ?? MAX_ATTEMPTS, options.key ?? null],
  );
}

export interface WorkerOptions {
  url: string;
  tasks: TaskList;
  /** Cron lines in graphile-worker's notation, in UTC. */
  crontab?: string;
  concurrency?: number;
  log: Log;
}

/** Starts working on jobs; `stop()` lets the running ones finish. */
export async function startWorker({ url, tasks, crontab, concurrency = 5, log }: WorkerOptions): Promise<Runner> {
  const pgPool = new pg.Pool({ connectionString: url, max: concurrency + 2, application_name: 'jobs' });
  const lost = (error: Error): void => log.warn({ err: error }, 'a job connection was lost');
  pgPool.on('error', lost);
  pgPool.on('connect', (client) => client.on('error', lost));
  const runner = await run({
    pgPool,
    taskList: tasks,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1_000,
    ...(crontab === undefined ? {} : { crontab }),
    logger: quietLogger(log),
  });
  void runner.promise.finally(() => void pgPool.end());
  return runner;
}

/** graphile-worker's own chatter, one level quieter; its payloads are never logged. */
function quietLogger(log: Log): GraphileLogger {
  return new GraphileLogger(() => (level, message) => {
    if (`${level}` === 'error') log.error(message);
    else if (`${level}` === 'warning') log.warn(message);
    else log.debug(message);
  });
}
