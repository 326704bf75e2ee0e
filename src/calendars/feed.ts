import type { OrganisationId, PersonId } from '../kernel/ids.ts';
import type { Language } from '../kernel/text.ts';

/** An address under which a calendar application follows somebody's bookings, or those of an organisation of theirs. */
export interface CalendarFeed {
  /** Absent: their own. */
  organisationId?: OrganisationId;
  madeAt: Date;
  /** When an application last fetched it, to the hour; absent: never. */
  readAt?: Date;
}

/** Whose bookings a secret opens. */
export interface FeedOwner {
  personId: PersonId;
  organisation?: { id: OrganisationId; name: string };
  language: Language;
}

/** What is past stays so long in a calendar that follows us. */
export const PAST_DAYS = 90;
export const MOST_EVENTS = 2_000;
/** A membership that only the government login vouches for may have ended there since: then a new link is asked for now and then. */
export const VOUCHED_DAYS = 180;

const SECRET = /^([A-Za-z0-9_-]{43})\.ics$/;

/** The secret in the last part of an address; `undefined` for anything that cannot be one. */
export const secretIn = (file: string): string | undefined => SECRET.exec(file)?.[1];

export const feedAddress = (origin: string, secret: string): string => `${origin}/agenda/${secret}.ics`;

/** The same address, in the scheme with which a device offers to follow a calendar. */
export const subscribeAddress = (address: string): string => address.replace(/^https?:/, 'webcal:');
