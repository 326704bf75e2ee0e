import type { LocalTime } from '../../kernel/time.ts';

const CLOCK = /^(\d{1,2})(?:\s*[:.uh]\s*(\d{2})?)?\s*(?:uur)?$/i;

/**
 * The time of day that somebody typed: `9`, `9u30`, `9.30`, `09:30`. A stretch that ends at midnight ends at `24:00`, also when `0:00`
 * was typed. `undefined` for nothing, `'wrong'` for anything else.
 */
export function readClock(typed: string, kind: 'from' | 'until'): LocalTime | undefined | 'wrong' {
  const text = typed.trim();
  if (text === '') return undefined;
  const [, hours = '', minutes = '00'] = CLOCK.exec(text) ?? [];
  if (hours === '' || Number(minutes) > 59) return 'wrong';
  const clock = `${hours.padStart(2, '0')}:${minutes}`;
  if (clock === '24:00' || clock === '00:00') return kind === 'until' ? '24:00' : clock === '00:00' ? clock : 'wrong';
  return Number(hours) < 24 ? clock : 'wrong';
}
