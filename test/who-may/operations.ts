import {
  administrators, agents, agentsAndManagersHere, bookerAgentsAndManagers, bookerAndAgents, bookerAndStaffHere, bookerAndVenue, everybody, managers, managersHere, membersAndAgents, representativesAndAgents,
  theBooker, venueStaff, whoeverLoggedIn, type Row,
} from './who.ts';

/** An operation for staff: to those of them who have nothing to do with these mails there are none. */
const STAFF_WITHOUT_MAILS = { managerElsewhere: 404, finance: 404, reader: 404 } as const;

/** A manager helps at doors, but not at this one. */
const ELSEWHERE = { managerElsewhere: 404 } as const;

/**
 * Who may call which operation of the contract. The names in its path are filled in by themselves (`bookingId`, `hallId` …); `send` is a body that
 * the contract finds well formed. One that is not here fails the test.
 */
export const OPERATIONS: Readonly<Record<string, Row>> = {
  listHalls: everybody(),
  getHall: everybody(),
  getHallAvailability: everybody({ query: 'from={day}&until={nextDay}' }),
  explainStay: everybody({ query: 'from={start}&to={end}&persons=5' }),
  quoteStay: everybody({ send: { period: { start: '{start}', end: '{end}' }, attendance: 5 } }),
  listVenues: everybody(),

  listBookings: whoeverLoggedIn(),
  placeBooking: whoeverLoggedIn({ send: {
    hallId: '{hallId}', period: { start: '{start}', end: '{end}' }, layout: '{layout}', attendance: 5, activity: 'Vergadering', houseRulesId: '{houseRules}', cancellationTermsId: '{terms}',
  } }),
  getBooking: bookerAndStaffHere(),
  previewCancellation: bookerAgentsAndManagers(),
  cancelBooking: bookerAgentsAndManagers({ send: {} }),
  previewMove: bookerAgentsAndManagers({ query: 'from={start}&to={end}' }),
  moveBooking: bookerAgentsAndManagers({ send: {
    hallId: '{hallId}', period: { start: '{start}', end: '{end}' }, layout: '{layout}', attendance: 5, activity: 'Vergadering',
  } }),
  getBookingCalendar: bookerAndStaffHere(),
  listPayments: bookerAndStaffHere(),
  startPayment: bookerAndAgents(),
  getDoor: bookerAndStaffHere(),
  revealDoorCode: theBooker(),
  readDoorCodeAloud: agents({ send: { check: 'call-back', reason: 'Belt vanaf de deur' } }),
  replaceDoorCode: theBooker(),
  reissueDoorCode: agentsAndManagersHere({ send: { reason: 'Code hing op het prikbord' }, others: 403, but: ELSEWHERE }),
  repairDoor: agentsAndManagersHere({ send: { reason: 'Code werkt niet' }, others: 403, but: ELSEWHERE }),
  unlockDoor: agentsAndManagersHere({ send: { lockId: '{lock}', reason: 'Staat voor de deur' }, others: 403, but: ELSEWHERE }),
  listDoorActs: agentsAndManagersHere({ others: 403, but: ELSEWHERE }),
  listOpeners: theBooker(),
  nameOpener: theBooker({ send: { name: 'Gast', email: '{newEmail}' } }),
  mailOpenerAgain: theBooker({ path: '/v1/bookings/{bookingId}/openers/{opener}/mail' }),
  withdrawOpener: theBooker({ path: '/v1/bookings/{bookingId}/openers/{opener}' }),

  getOccupancy: venueStaff({ query: 'from={bookedDay}' }),
  listDay: venueStaff({ query: 'day={bookedDay}' }),
  getFeedback: bookerAndVenue(),
  giveFeedback: theBooker({ send: { stars: 4 } }),
  handleFeedback: managersHere({ send: {}, but: { managerElsewhere: 404 } }),
  listFeedback: venueStaff(),
  listBookingMails: agentsAndManagersHere({ others: 403, but: STAFF_WITHOUT_MAILS }),
  resendBookingMail: agentsAndManagersHere({ others: 403, but: STAFF_WITHOUT_MAILS, send: {} }),
  listBookingsToDecide: managers(),
  approveBooking: managersHere(),
  declineBooking: managersHere({ send: { reason: 'Onderhoud' } }),
  listLocks: venueStaff(),
  getLock: venueStaff({ but: { managerElsewhere: 404 } }),
  setSpares: managersHere({ send: { spares: 1 }, but: { managerElsewhere: 404 } }),
  listLockMoments: venueStaff({ but: { managerElsewhere: 404 } }),
  listAlarms: venueStaff(),
  takeUpAlarm: managersHere({ but: { managerElsewhere: 404 } }),
  settleAlarm: managersHere({ but: { managerElsewhere: 404 } }),
  getRota: venueStaff({ query: 'organisationId={here}', but: { managerElsewhere: 403 } }),
  updateRota: managersHere({ query: 'organisationId={here}', send: { watchers: [], turns: [], replacements: [] } }),
  listClosures: managers(),
  createClosure: managersHere({ send: { hallIds: ['{hallId}'], period: { start: '{closedFrom}', end: '{closedTo}' }, reason: { nl: 'Onderhoud' } } }),
  previewClosure: managersHere({ send: { hallIds: ['{hallId}'], period: { start: '{closedFrom}', end: '{closedTo}' } } }),
  liftClosure: managersHere(),
  updateHall: managersHere({ send: { type: 'meeting' } }),
  getSchedule: managersHere(),
  updateSchedule: managersHere({ send: { weekly: [], openOnHolidays: false, exceptions: [] } }),

  getMe: whoeverLoggedIn(),
  listSavedHalls: whoeverLoggedIn(),
  saveHall: whoeverLoggedIn(),
  forgetHall: whoeverLoggedIn(),
  getMyData: whoeverLoggedIn(),
  listMyDataReads: whoeverLoggedIn(),
  listCalendarFeeds: whoeverLoggedIn(),
  makeCalendarFeed: whoeverLoggedIn(),
  // Those who come by as new colleagues have none yet.
  revokeCalendarFeed: { who: ['resident', 'member', 'representative', 'otherBooker'], others: 404 },
  actFor: whoeverLoggedIn({ send: { organisationId: null } }),

  findCallers: agents({ query: 'q=Zeldzaam' }),
  createPerson: agents({ send: { givenName: 'Nieuwe', familyName: 'Beller', phone: '+32470000098' } }),
  getPerson: agents(),
  updatePerson: agents({ path: '/v1/persons/{phonePerson}', send: { givenName: 'Nieuwe', familyName: 'Naam' } }),
  mergePersons: agents({ path: '/v1/persons/{phonePerson}/merge', send: { from: '{phonePerson}', reason: 'Zelfde nummer' } }),
  holdForCaller: agents({ send: {
    hallId: '{hallId}', period: { start: '{heldFrom}', end: '{heldTo}' }, layout: '{layout}', attendance: 5, caller: { personId: '{newcomer}', bookerKind: 'resident', reason: 'Belt' },
  } }),
  completeHold: agents({ send: {
    activity: 'Vergadering', layout: '{layout}', attendance: 5, houseRulesId: '{houseRules}', cancellationTermsId: '{terms}', reason: 'Belt',
  } }),
  sendPayLink: agents(),
  createOrganisation: agents({ send: { kind: 'association', name: 'Nieuwe vereniging' } }),
  getOrganisation: membersAndAgents(),
  confirmRepresentative: agents({ send: { email: '{newcomerEmail}' } }),
  listMembers: membersAndAgents(),
  removeMember: representativesAndAgents(),
  inviteMember: representativesAndAgents({ send: { email: '{newEmail}', role: 'member' } }),
  acceptInvitation: whoeverLoggedIn({ send: { token: '{invitation}' } }),

  listRoles: administrators(),
  giveRole: administrators({ send: { email: '{newcomerEmail}', role: 'finance', organisationId: '{city}' } }),
  takeRole: administrators(),
};
