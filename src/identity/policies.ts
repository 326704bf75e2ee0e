import { hasOneOf, hasRole, VENUE_MANAGERS, VENUE_READERS, type StaffRole } from '../kernel/actor.ts';
import type { Policy } from '../contract/operation.ts';

/** Everybody, logged in or not. */
export const anyone: Policy = { name: 'anyone', allows: () => true };

/** Somebody who logged in, for themselves or for an organisation. */
export const signedIn: Policy = { name: 'signedIn', allows: (actor) => actor.kind === 'person' };

const holding = (role: StaffRole): Policy => ({ name: role, allows: (actor) => hasRole(actor, role) });

/** A medewerker of the contact centre, who books and looks up for a caller. */
export const agent: Policy = holding('agent');
/** A manager of some venue, or an administrator, who may do all that a manager does; of which venue is decided where it is known. */
export const manager: Policy = { name: 'manager', allows: (actor) => hasOneOf(actor, VENUE_MANAGERS) };
/** Whoever helps at a door: the contact centre, and managers, each of their own venues. */
export const helper: Policy = { name: 'helper', allows: (actor) => hasRole(actor, 'agent') || hasOneOf(actor, VENUE_MANAGERS) };
/** Whoever sees what happens at some venue: a manager, and finance and readers, who change nothing. */
export const venueReader: Policy = { name: 'venueReader', allows: (actor) => hasOneOf(actor, VENUE_READERS) };
export const finance: Policy = holding('finance');
export const administrator: Policy = holding('administrator');

const STAFF: readonly StaffRole[] = ['agent', 'manager', 'finance', 'administrator', 'reader'];

/** Anybody who works for the city or a partner here. */
export const staff: Policy = { name: 'staff', allows: (actor) => hasOneOf(actor, STAFF) };
