import { hasOneOfAt, VENUE_MANAGERS, type Actor } from '../kernel/actor.ts';
import type { LockId, VenueId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Database } from '../platform/db.ts';
import { chosenHalls, commissioningById, trialOf, unfinished, type ChosenHall, type CommissioningRow } from './commission-store.ts';
import type { DoorKeys } from './door-keys.ts';
import { unsealCode } from './seal-code.ts';
import { trialStep, type TrialStep } from './trial-step.ts';

export interface Commissioning {
  lock: CommissioningRow;
  halls: ChosenHall[];
  step: TrialStep;
  openedAt?: Date;
  window?: Period;
  /** Digits of the test code: while it is to be pressed, for whoever had it put there. Show them, never keep them. */
  digits?: string;
}

/** A lock that is being commissioned, or was, for managers of its venue. Refuses `not-found`. */
export async function readCommissioning(db: Database, keys: Pick<DoorKeys, 'codes'>, id: LockId, actor: Actor, now: Date): Promise<Commissioning> {
  const lock = await commissioningById(db, id);
  const halls = lock ? await chosenHalls(db, lock.hall_ids) : [];
  if (!lock || !halls[0] || actor.kind !== 'person' || !hasOneOfAt(actor, VENUE_MANAGERS, halls[0].venue)) throw new Refusal('not-found');
  const trial = lock.grant_id ? await trialOf(db, lock.grant_id) : undefined;
  const step = trialStep(trial, now);
  const isShown = lock.tested_by === actor.personId && (step === 'sending' || step === 'trouble' || step === 'press');
  const [window] = trial?.code.windows ?? [];
  return {
    lock, halls, step, ...(trial?.openedAt ? { openedAt: trial.openedAt } : {}), ...(window ? { window } : {}),
    ...(isShown && trial?.sealed ? { digits: unsealCode(keys.codes, trial.code.grantId, trial.sealed) } : {}),
  };
}

/** The locks of these venues that nobody has finished commissioning, by name. */
export const readUnfinished = (db: Database, venueIds: readonly VenueId[]): Promise<CommissioningRow[]> => unfinished(db, venueIds);

export type { CommissioningRow };
