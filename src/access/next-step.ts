import { addMinutes } from '../kernel/period.ts';
import { currentAnswer, isConfirmed, isOff, isRefused, lastEnd, MANY_ATTEMPTS, mayBeOn, restsUntil, stretchEnd, windowBehind, type Answer, type LockCode } from './lock-code.ts';

/** What is to be done for one code on one lock. `renew`: the lock refuses these digits, only others can help. */
export type Step = { do: 'put' | 'remove' | 'renew' | 'settle' } | { do: 'wait'; until: Date };

/** Gateways take a code off at its end by themselves; after this we ask. */
const OWN_REMOVAL_MINUTES = 2;

/** The next single step that brings the lock closer to what is desired. Whether it is time for another try is `actAt`. */
export function nextStep(code: LockCode, now: Date): Step {
  if (code.desired === 'absent' || lastEnd(code) <= now) return stepToRemove(code, now);
  if (code.heldBackAt) return isOff(code) ? { do: 'wait', until: whenToLookForRoom(code, now) } : { do: 'remove' };
  if (now < code.sendAt) return { do: 'wait', until: code.sendAt };
  if (currentAnswer(code)?.error?.retry === 'new_pin' && code.attempts < MANY_ATTEMPTS) return { do: 'renew' };
  const rest = restsUntil(code, now);
  const answer = currentAnswer(code);
  if (rest && answer && isInHand(answer)) return stepAtRest(code, rest, now);
  return isConfirmed(code) || isRefused(code) ? { do: 'wait', until: stretchEnd(code, now) } : { do: 'put' };
}

/**
 * Between two windows a gateway takes the code off a lock that keeps none, holds on to the digits and puts it there again. When it says nothing of that it is
 * told once more what should be there.
 */
function stepAtRest(code: LockCode, rest: Date, now: Date): Step {
  const behind = windowBehind(code, now);
  if (!mayBeOn(code) || !behind) return { do: 'wait', until: rest };
  const asked = addMinutes(behind.end, OWN_REMOVAL_MINUTES);
  return asked <= now ? { do: 'put' } : { do: 'wait', until: asked < rest ? asked : rest };
}

/** Something may end that nobody tells us of. */
const LOOK_FOR_ROOM_MINUTES = 1;

const whenToLookForRoom = (code: LockCode, now: Date): Date => {
  const soon = restsUntil(code, now) ?? addMinutes(now, LOOK_FOR_ROOM_MINUTES);
  return soon < lastEnd(code) ? soon : lastEnd(code);
};

function stepToRemove(code: LockCode, now: Date): Step {
  if (isOff(code)) return { do: 'settle' };
  const answer = currentAnswer(code);
  // A gateway that does not know these windows would leave the code there.
  const removesItself = code.desired === 'present' && answer !== undefined && isInHand(answer);
  const asked = addMinutes(lastEnd(code), OWN_REMOVAL_MINUTES);
  return removesItself && now < asked ? { do: 'wait', until: asked } : { do: 'remove' };
}

const SECOND = 1_000;
const FIRST_RETRY_MS = 2 * SECOND;
const LONGEST_RETRY_MS = 300 * SECOND;
const SLOW_RETRY_MS = 900 * SECOND;
/** A gateway that has a code in hand tells us by itself; this finds out when that got lost. */
const ASK_AGAIN_MS = { put: 300 * SECOND, remove: 60 * SECOND };
/** Somebody else's code on the lock may be known by then, so that another one of ours can give way. */
const FULL_AGAIN_MS = 15 * SECOND;

/** How long to wait for an answer to a command before it is sent again: twice as long each time, and slowly for ever. */
export function retryDelayMs(attempts: number, jitter: number): number {
  const calm = attempts >= MANY_ATTEMPTS ? SLOW_RETRY_MS : Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.max(0, attempts - 1));
  return Math.round(calm * (0.8 + 0.4 * jitter));
}

/**
 * When to look at a code again, once something about it became known; `undefined`: never, it is settled.
 * @param jitter between 0 and 1, so that many locks do not try together
 */
export function actAt(code: LockCode, now: Date, jitter: number): Date | undefined {
  const step = nextStep(code, now);
  if (step.do === 'settle') return undefined;
  if (step.do === 'wait') return step.until;
  const answer = currentAnswer(code);
  if (!answer || step.do === 'renew') return now;
  const delay = isInHand(answer) ? (answer.error?.code === 'no_space' ? FULL_AGAIN_MS : ASK_AGAIN_MS[step.do]) * (0.8 + 0.4 * jitter) : retryDelayMs(code.attempts, jitter);
  return new Date(now.getTime() + delay);
}

/** The gateway has it and goes on by itself. */
export const isInHand = ({ status, error }: Answer): boolean =>
  status === 'accepted' || status === 'unconfirmed' || status === 'installed' || (status === 'failed' && error?.retry === 'later');
