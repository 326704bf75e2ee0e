import { newId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { insertRows } from '../platform/insert-rows.ts';
import type { Catalogue, HallEntry, RegulationEntry, ScheduleEntry } from './catalogue-entries.ts';
import { indexHalls } from './index-halls.ts';
import type { VatRule } from './tariff-rules.ts';

/**
 * Writes organisations, venues and halls with all that belongs to them, in about fifteen statements however many there are.
 * Everything is new: an id, slug or name that exists already makes the database refuse the whole.
 */
export async function writeCatalogue(tx: Transaction, catalogue: Partial<Catalogue>): Promise<void> {
  await insertRows(tx, 'organisations', catalogue.organisations ?? []);
  await insertRows(tx, 'venues', catalogue.venues ?? []);
  await insertRows(tx, 'spaces', catalogue.spaces ?? []);
  await writeSchedules(tx, catalogue.schedules ?? []);
  await insertRows(tx, 'documents', catalogue.documents ?? []);
  await insertRows(tx, 'extras', catalogue.extras ?? []);
  await insertRows(tx, 'locks', catalogue.locks ?? []);
  await writeRegulations(tx, catalogue.regulations ?? [], catalogue.vatRules ?? []);
  await writeHalls(tx, catalogue.halls ?? []);
}

async function writeSchedules(tx: Transaction, schedules: readonly ScheduleEntry[]): Promise<void> {
  await insertRows(tx, 'schedules', schedules.map(({ id, venueId, name, openOnHolidays }) => ({ id, venueId, name, openOnHolidays })));
  await insertRows(tx, 'opening_hours', schedules.flatMap(({ id, weekly }) => weekly.map((hours) => ({ scheduleId: id, ...hours }))));
  await insertRows(tx, 'opening_exceptions', schedules.flatMap(({ id, exceptions }) => exceptions.map((one) => ({ scheduleId: id, ...one }))));
}

async function writeRegulations(tx: Transaction, regulations: readonly RegulationEntry[], vatRules: readonly VatRule[]): Promise<void> {
  await insertRows(tx, 'regulations', regulations.map(({ id, organisationId, name }) => ({ id, organisationId, name })));
  await insertRows(tx, 'tariff_versions', regulations.flatMap(({ id, versions }) => versions.map((one) => ({ regulationId: id, ...one, publishedAt: `${one.validFrom}T00:00:00Z`, version: 1 }))));
  await insertRows(tx, 'vat_rules', vatRules.map((rule) => ({ id: newId(), ...rule })));
}

async function writeHalls(tx: Transaction, halls: readonly HallEntry[]): Promise<void> {
  const ofEach = (rows: (hall: HallEntry) => readonly object[]): object[] =>
    halls.flatMap((hall) => rows(hall).map((row) => ({ hallId: hall.id, ...row })));
  await insertRows(tx, 'halls', halls.map(ownColumns));
  await insertRows(tx, 'hall_spaces', ofEach(({ spaceIds }) => spaceIds.map((spaceId) => ({ spaceId }))));
  await insertRows(tx, 'layouts', ofEach(({ layouts }) => layouts));
  await insertRows(tx, 'hall_access', ofEach(({ access }) => access));
  await insertRows(tx, 'hall_extras', ofEach(({ extraIds }) => extraIds.map((extraId) => ({ extraId }))));
  await insertRows(tx, 'hall_locks', ofEach(({ lockIds }) => lockIds.map((lockId) => ({ lockId }))));
  await indexHalls(tx, halls.map(({ id }) => id));
}

const ownColumns = ({ spaceIds: _s, layouts: _l, access: _a, extraIds: _e, lockIds: _k, ...columns }: HallEntry): object =>
  ({ payLinkHours: 48, ...columns, bookable: true, searchText: '', version: 1 });
