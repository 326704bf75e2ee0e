/** The target groups of ACM/IDM: citizen, enterprise, de facto association, school, local authority, Flemish government. */
export const TARGET_GROUPS = ['BUR', 'EA', 'VER', 'OV', 'LB', 'GID'] as const;
export type TargetGroup = (typeof TARGET_GROUPS)[number];
export type OrganisationGroup = Exclude<TargetGroup, 'BUR'>;

/** What a login says about somebody. Never the national number: we do not ask for it. */
export interface LoginClaims {
  subject: string;
  givenName: string;
  familyName: string;
  email?: string;
  phone?: string;
  /** For whom they logged in; absent: for themselves. `code` is a KBO number, OVO code, school number or vCode. */
  organisation?: { group: OrganisationGroup; code: string; name: string };
  /** Rights in this application, each within one organisation: `manager` of `OVO000123`. */
  roles: readonly { role: string; organisationCode: string }[];
}

/** As whom somebody would like to log in; without it the provider asks them. */
export type LoginHint =
  | { as: 'themselves' }
  | { as: 'organisation'; group: OrganisationGroup; code: string }
  /** Let them choose again among everybody they may act for. */
  | { as: 'somebody-else' };

/** What the answer to one login must match. Stays on the server. */
export interface LoginAttempt {
  state: string;
  nonce: string;
  verifier: string;
}

/** Port to the government login, which is not ours. */
export interface LoginProvider {
  /** Where to send the browser, and what its answer must match. Refuses `login-unavailable`. */
  start(hint?: LoginHint): Promise<{ url: string; attempt: LoginAttempt }>;
  /** Reads the answer with which the browser came back, given as its query string. Refuses `login-failed`, `login-unavailable`. */
  finish(attempt: LoginAttempt, query: string): Promise<LoginClaims>;
  /** Where to send the browser to log out there too; `undefined` when the provider has no such page or cannot be reached. */
  endUrl(): Promise<string | undefined>;
}
