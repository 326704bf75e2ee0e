import { DriverFault } from './driver.ts';

/** Waits for what a lock or its bridge says, never without an end. */
export interface Ear<Said> {
  hear(said: Said): void;
  /** The first value that `pick` finds in what is heard from now on. @throws DriverFault after so many milliseconds, or when the line drops */
  expect<T>(withinMs: number, pick: (said: Said) => T | undefined): Promise<T>;
  /** Nobody will answer any more. */
  close(): void;
}

export function openEar<Said>(): Ear<Said> {
  const listeners = new Set<{ hear: (said: Said) => void; fail: (fault: DriverFault) => void }>();
  return {
    hear: (said) => listeners.forEach((listener) => listener.hear(said)),
    close: () => listeners.forEach((listener) => listener.fail(unanswered())),
    expect: (withinMs, pick) => new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        listeners.delete(listener);
      };
      const listener = {
        hear: (said: Said): void => {
          const found = pick(said);
          if (found === undefined) return;
          done();
          resolve(found);
        },
        fail: (fault: DriverFault): void => {
          done();
          reject(fault);
        },
      };
      const timer = setTimeout(() => listener.fail(unanswered()), withinMs);
      listeners.add(listener);
    }),
  };
}

/** The lock may have heard us. */
export const unanswered = (): DriverFault => new DriverFault('timeout', 'later', 'unknown');

/** The same fault of a request that had already taken something off the lock: only a reading tells what is there. */
export const afterClearing = (error: unknown): unknown => (error instanceof DriverFault ? new DriverFault(error.code, error.retry, 'unknown') : error);

/**
 * Says something and waits for the answer, which may come before the broker's acknowledgement of the question.
 * @throws DriverFault
 */
export async function ask<T>(answer: Promise<T>, said: Promise<void>): Promise<T> {
  const [heard] = await Promise.all([answer, said.catch(() => Promise.reject(unanswered()))]);
  return heard;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Anything but a JSON object counts as an empty one. */
export function objectIn(payload: Buffer): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(payload.toString('utf8')));
  } catch {
    return {};
  }
}

export const objectOf = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {});
