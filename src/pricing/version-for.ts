import type { TariffVersion } from '../catalogue/tariff-rules.ts';
import type { LocalDate } from '../kernel/time.ts';

/** The version that prices a stay: the newest whose day has come, by the day of use or by that of booking as each says. */
export function versionFor(versions: readonly TariffVersion[], usedOn: LocalDate, bookedOn: LocalDate): TariffVersion | undefined {
  let found: TariffVersion | undefined;
  for (const version of versions) {
    if (version.validFrom > (version.countsBy === 'activity' ? usedOn : bookedOn)) continue;
    if (!found || found.validFrom < version.validFrom || (found.validFrom === version.validFrom && found.number < version.number)) found = version;
  }
  return found;
}
