import { ackOf } from './code.ts';
import type { TakenCommand } from './codebook.ts';
import { decidePut, decideRemove, type Decision } from './decide-command.ts';
import { openCommand, type GatewayKey } from './envelope.ts';
import { commit, traitsOf, type LockDesk } from './lock-desk.ts';
import type { LockKeeper } from './lock-keeper.ts';
import { readLock } from './lock-steps.ts';
import { isOutlived } from './manifest-rules.ts';
import { DriverFault } from './locks/driver.ts';
import { limits, type Ack, type CodePut, type CodeRemove, type CommandFault, type SealedCommand } from './protocol.ts';

export interface Receiver {
  gateway: string;
  keys: readonly GatewayKey[];
  desk: LockDesk;
  keeper: LockKeeper;
}

/**
 * Takes one command: refuses it, answers it again, or makes it durable and sees to it. Every valid command is answered
 * at least once; the keeper answers again as its outcome becomes known.
 */
export async function takeCommand(receiver: Receiver, message: SealedCommand): Promise<void> {
  const { desk, gateway, keys } = receiver;
  if (answerAgain(desk, message.cmdId)) return;
  const life = Date.parse(message.expiresAt) - Date.now();
  if (life <= 0 || life > limits.commandLifeMs) return reject(desk, message, { code: 'expired', retry: 'never' });
  const opened = await openCommand(keys, gateway, message);
  // Duplicates may have come in while this one was being opened; from here to the first save nothing waits.
  if (answerAgain(desk, message.cmdId)) return;
  if (!opened.ok) return reject(desk, message, { code: opened.reason === 'decrypt_failed' ? 'decrypt_failed' : 'not_supported', retry: 'never' });
  const { command } = opened;
  if (command.op === 'code.put' || command.op === 'code.remove') return takeCode(desk, message, command);
  await takeErrand(receiver, message, command.op);
}

function answerAgain(desk: LockDesk, cmdId: string): boolean {
  const { codebook, lock, voice } = desk;
  const taken = codebook.command(cmdId);
  if (taken?.lock !== lock.id) return false;
  const record = taken.about ? codebook.code(lock.id, taken.about.ref) : undefined;
  if (record && record.rev === taken.about?.rev) voice.ack(ackOf(record, cmdId, lock.id, Date.now(), traitsOf(desk)));
  else voice.ack(taken.answer ?? refusal(desk, { cmdId }, { code: 'stale_revision', retry: 'never' }));
  return true;
}

/** Nothing unproven is remembered: whoever can publish could fill the memory with it. */
function reject(desk: LockDesk, message: SealedCommand, error: CommandFault): void {
  desk.voice.ack(refusal(desk, message, error));
}

const refusal = ({ lock }: LockDesk, { cmdId }: { cmdId: string }, error: CommandFault, about: { ref?: string; rev?: number } = {}): Ack =>
  ({ v: 1, cmdId, lock: lock.id, ...about, status: 'rejected', evidence: 'none', error, at: new Date().toISOString() });

async function takeCode(desk: LockDesk, message: SealedCommand, command: CodePut | CodeRemove): Promise<void> {
  const { codebook, lock, voice } = desk;
  const { ref, rev } = command;
  const decision = decide(desk, command, Date.parse(message.expiresAt));
  const taken: TakenCommand = { lock: lock.id, expiresAt: Date.parse(message.expiresAt), about: { ref, rev }, answer: null };
  if (decision.kind === 'reject') {
    const answer = refusal(desk, message, decision.fault, { ref, rev });
    await codebook.save(lock.id, { command: [message.cmdId, { ...taken, about: null, answer }] });
    return voice.ack(answer);
  }
  const record = decision.kind === 'save' ? decision.record : codebook.code(lock.id, ref)!;
  await commit(desk, [{ ...record, cmdId: message.cmdId }], [message.cmdId, taken]);
}

function decide(desk: LockDesk, command: CodePut | CodeRemove, expiresAt: number): Decision {
  const { codebook, lock } = desk;
  const codes = codebook.codes(lock.id);
  if (command.op === 'code.put' && desk.driver.condition().unfit !== undefined) return { kind: 'reject', fault: { code: 'not_supported', retry: 'never' } };
  if (command.op === 'code.put' && isOutlived(desk.manifest, command)) return { kind: 'reject', fault: { code: 'stale_revision', retry: 'never' } };
  if (command.op === 'code.remove') return decideRemove(command, codes, expiresAt, Date.now());
  const sealed = { pin: codebook.seal(lock.id, command.ref, command.pin), mark: codebook.mark(lock.id, command.pin) };
  return decidePut(command, sealed, codes, expiresAt, Date.now(), traitsOf(desk));
}

/** A reading or an unlocking: remembered before it is done, so that it is never done twice. */
async function takeErrand({ desk, keeper }: Receiver, { cmdId, expiresAt }: SealedCommand, op: 'codes.read' | 'lock.unlock'): Promise<void> {
  const { codebook, lock, voice } = desk;
  const remember = async (answer: Ack): Promise<void> => {
    await codebook.save(lock.id, { command: [cmdId, { lock: lock.id, expiresAt: Date.parse(expiresAt), about: null, answer }] });
    voice.ack(answer);
  };
  const answer: Ack = { v: 1, cmdId, lock: lock.id, status: 'accepted', evidence: 'none', at: new Date().toISOString() };
  await remember(answer);
  try {
    const evidence = await keeper.errand(async () => {
      // It may have waited behind slow requests: a door never opens for somebody who left.
      if (Date.parse(expiresAt) <= Date.now()) throw new DriverFault('expired', 'never', 'none');
      if (op === 'lock.unlock') return desk.driver.unlock();
      await readLock(desk);
      return 'read_back' as const;
    });
    await remember({ ...answer, evidence, at: new Date().toISOString() });
  } catch (error) {
    const { code, retry } = error instanceof DriverFault ? error : new DriverFault('internal', 'later', 'unknown');
    await remember({ ...answer, status: 'failed', error: { code, retry }, at: new Date().toISOString() });
  }
}
