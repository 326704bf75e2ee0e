import { expect } from 'chai';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LiveTwin } from '../../../sandbox/locks/live-twin.ts';
import type { AckStatus, Command, ReportedCode } from '../../../lock-gateway/protocol.ts';
import { brokersHere } from '../../support/broker.ts';
import { eventually, startStage, type Stage, type StageLock } from '../stage.ts';

/** A stage on the best broker here, and the few questions that every make is asked. */
export interface DriverStage {
  stage: Stage;
  /** Six digits that any make takes; all of them are looked for at the end. */
  pin(): string;
  twin(lock: string): LiveTwin;
  opens(lock: string, digits: string): boolean;
  send(lock: string, command: Command): Promise<string>;
  settled(cmdId: string, status: AckStatus): Promise<void>;
  code(lock: string, ref: string): ReportedCode | undefined;
  /** Reads the lock anew and waits until that is done. */
  read(lock: string): Promise<void>;
  /** Why the lock gets no codes, by what the gateway last told the core. */
  unfit(lock: string): string | undefined;
  noDigits(): Promise<void>;
}

export async function driverStage(locks: readonly StageLock[]): Promise<DriverStage> {
  const stage = await startStage(brokersHere()[0]!, locks);
  const pins: string[] = [];
  let next = 0;
  await eventually('all locks are online', () => locks.every(({ id }) => stage.core.reported(id)?.online === true));
  return {
    stage,
    pin: () => {
      next += 1;
      const digits = `9${String(3_785 + next * 12).replaceAll('0', '9')}6`.replace(/^.*?(.{6})$/, '$1');
      pins.push(digits);
      return digits;
    },
    twin: (lock) => stage.locks.twin(lock),
    opens: (lock, digits) => {
      // The oracle is asked often: a lock-out would hide what is asked.
      Object.assign(stage.locks.twin(lock).memory, { wrongPresses: 0, lockedOutUntil: 0 });
      return stage.locks.twin(lock).press(digits).opened;
    },
    send: (lock, command) => stage.core.send(lock, command),
    settled: (cmdId, status) => eventually(`${cmdId} is ${status}, not ${stage.core.acks(cmdId).at(-1)?.status}`, () => stage.core.acks(cmdId).at(-1)?.status === status),
    code: (lock, ref) => stage.core.reported(lock)?.codes.find((one) => one.ref === ref),
    read: async (lock) => {
      const cmdId = await stage.core.send(lock, { op: 'codes.read', iat: new Date().toISOString() });
      await eventually('read', () => stage.core.acks(cmdId).at(-1)?.evidence === 'read_back');
    },
    unfit: (lock) => stage.core.heard.flatMap((one) => (one.kind === 'info' && one.lock === lock ? [one.message] : [])).at(-1)?.unfit,
    noDigits: async () => {
      const state = join(stage.folder, 'state');
      const files = await Promise.all((await readdir(state)).map((name) => readFile(join(state, name), 'utf8')));
      // Instants and hashes hold six digits by chance, so a code counts only where it stands alone.
      const texts = [stage.gateway.log(), ...stage.core.raw, ...files];
      expect(pins).to.not.be.empty;
      for (const digits of pins) expect(texts.some((text) => new RegExp(`(?<![0-9A-Za-z_.-])${digits}(?![0-9A-Za-z_.-])`).test(text)), 'digits in clear').to.equal(false);
    },
  };
}
