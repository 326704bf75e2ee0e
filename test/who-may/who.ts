/** Everybody who may come by: each route and operation is asked by each of them. */
export const ACTORS = [
  'anonymous',
  /** Booked the booking that the walk is about, for themselves. */
  'resident',
  /** A member, and the representative, of the association that has a booking too. */
  'member', 'representative',
  'agent', 'managerHere',
  /** Manages venues of another directorate. */
  'managerElsewhere',
  'finance', 'reader',
  /** Of the whole city. */
  'administrator',
  /** Another resident, with a booking of their own in the same hall. */
  'otherBooker',
] as const;
export type ActorName = (typeof ACTORS)[number];

/** What becomes of a request: `may` is any answer to somebody who is let in, also that a form is not filled in well. */
export type Outcome = 'may' | 'login' | 403 | 404;

export interface Row {
  who: readonly ActorName[];
  /** What everybody else gets who is logged in. */
  others: 403 | 404 | 'login';
  /** Exceptions by name. */
  but?: Partial<Record<ActorName, Outcome>>;
  /** What the address or the body names in braces is filled in by `setting.ts`: `{booking}`, `{hall}`. */
  path?: string;
  send?: Readonly<Record<string, unknown>>;
  query?: string;
}

type More = Partial<Pick<Row, 'others' | 'but' | 'send' | 'path' | 'query'>>;

const SIGNED_IN = ACTORS.filter((name) => name !== 'anonymous');
const MANAGERS_HERE: readonly ActorName[] = ['managerHere', 'administrator'];
const MANAGERS: readonly ActorName[] = [...MANAGERS_HERE, 'managerElsewhere'];
const VENUE_STAFF: readonly ActorName[] = [...MANAGERS, 'finance', 'reader'];

export const everybody = (more: More = {}): Row => ({ who: ACTORS, others: 404, ...more });
export const whoeverLoggedIn = (more: More = {}): Row => ({ who: SIGNED_IN, others: 404, ...more });
/** To everybody else the thing does not exist. */
export const theBooker = (more: More = {}): Row => ({ who: ['resident'], others: 404, ...more });
export const bookerAndAgents = (more: More = {}): Row => ({ who: ['resident', 'agent'], others: 404, ...more });
/** Whoever may change a booking: its booker, the contact centre, managers of the venue. */
export const bookerAgentsAndManagers = (more: More = {}): Row => ({ who: ['resident', 'agent', ...MANAGERS_HERE], others: 404, ...more });
/** Whoever may see a booking: besides these, finance and readers of the venue. */
export const bookerAndStaffHere = (more: More = {}): Row => ({ who: ['resident', 'agent', ...MANAGERS_HERE, 'finance', 'reader'], others: 404, ...more });
/** What a booker says is for the venue: besides its booker, whoever works there. */
export const bookerAndVenue = (more: More = {}): Row => ({ who: ['resident', ...MANAGERS_HERE, 'finance', 'reader'], others: 404, ...more });
/** A page for managers of whatever venue: what is on it is theirs alone. */
export const managers = (more: More = {}): Row => ({ who: MANAGERS, others: 403, ...more });
/** About one thing of one venue. */
export const managersHere = (more: More = {}): Row => ({ who: MANAGERS_HERE, others: 403, ...more });
/** A page for whoever works for whatever venue. */
export const venueStaff = (more: More = {}): Row => ({ who: VENUE_STAFF, others: 403, ...more });
/** Who keeps the tariffs of an organisation. */
export const tariffKeepers = (more: More = {}): Row => ({ who: ['finance', 'administrator'], others: 403, ...more });
export const agents = (more: More = {}): Row => ({ who: ['agent'], others: 403, ...more });
/** Whoever deals with what was mailed about a booking: the contact centre, and managers of the venue. */
export const agentsAndManagersHere = (more: More = {}): Row => ({ who: ['agent', ...MANAGERS_HERE], others: 404, ...more });
export const administrators = (more: More = {}): Row => ({ who: ['administrator'], others: 403, ...more });
/** Of the association, and the contact centre. */
export const membersAndAgents = (more: More = {}): Row => ({ who: ['member', 'representative', 'agent'], others: 404, ...more });
export const representativesAndAgents = (more: More = {}): Row => ({ who: ['representative', 'agent'], others: 404, but: { member: 403 }, ...more });

/** What a row says about somebody. */
export function expectedOf({ who, others, but }: Row, name: ActorName): Outcome {
  const exception = but?.[name];
  if (exception !== undefined) return exception;
  if (who.includes(name)) return 'may';
  return name === 'anonymous' ? 'login' : others;
}
