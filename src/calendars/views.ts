import type { OrganisationId, PersonId } from '../kernel/ids.ts';
import type { Database } from '../platform/db.ts';
import type { CalendarFeed } from './feed.ts';

const MOST_FEEDS = 200;

/** The feeds that somebody has, the oldest first. Not their addresses: nobody knows those but who keeps them. */
export async function myFeeds(db: Database, personId: PersonId): Promise<CalendarFeed[]> {
  const rows = await db<{ person_id: string; organisation_id: OrganisationId | null; made_at: Date; read_at: Date | null }>('calendar_feeds')
    .where({ person_id: personId }).orderBy('made_at').limit(MOST_FEEDS);
  return rows.map((row) => ({
    ...(row.organisation_id ? { organisationId: row.organisation_id } : {}), madeAt: row.made_at, ...(row.read_at ? { readAt: row.read_at } : {}),
  }));
}
