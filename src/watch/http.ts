import { etagOf } from '../contract/etag.ts';
import type { Answer, Operations, Success } from '../contract/operation.ts';
import { presentPeriod } from '../contract/periods.ts';
import { manager, venueReader } from '../identity/policies.ts';
import type { OrganisationId, PersonId, VenueId } from '../kernel/ids.ts';
import type { Weekday } from '../kernel/time.ts';
import { changeRota } from './change-rota.ts';
import { readRota, type ReadRota } from './read-rota.ts';
import type { Rota, RotaPlace, Shift } from './rota.ts';

export const watchOperations = {
  getRota: {
    policy: venueReader,
    handle: async ({ db, actor, query, now }) => present(await readRota(db, placeOf(query), actor, now)),
  },
  updateRota: {
    policy: manager,
    async handle({ db, actor, query, body, expectedVersion, now, ...call }) {
      const place = placeOf(query);
      const rota: Rota = {
        watchers: body.watchers.map(({ personId, name = '', email, phone }) => ({ name, phone, counts: true, ...(personId ? { personId: personId as PersonId } : {}), ...(email ? { email } : {}) })),
        turns: body.turns.map((turn) => ({ ...turn, weekdays: turn.weekdays as Weekday[] })),
        replacements: body.replacements,
      };
      await call.transact(async (tx) => changeRota(tx, place, { rota, expectedVersion }, actor, now).then(() => ({})));
      return present(await readRota(db, place, actor, now));
    },
  },
} satisfies Operations;

const placeOf = ({ organisationId, venueId }: { organisationId: string; venueId?: string }): RotaPlace =>
  ({ organisationId: organisationId as OrganisationId, ...(venueId ? { venueId: venueId as VenueId } : {}) });

const present = ({ rota, version, coming }: ReadRota): Answer<Success<'getRota'>> => ({
  body: {
    ...rota, turns: rota.turns.map((turn) => ({ ...turn, weekdays: [...turn.weekdays] })), version,
    coming: { shifts: coming.shifts.map(presentShift), gaps: coming.gaps.map(presentPeriod) },
  },
  headers: { ETag: etagOf(version) },
});

const presentShift = ({ period, watcher, insteadOf }: Shift) => ({ period: presentPeriod(period), name: watcher.name, phone: watcher.phone, insteadOf: insteadOf?.name });
