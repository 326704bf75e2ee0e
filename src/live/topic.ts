import { createHash } from 'node:crypto';
import { fault, invalid } from '../contract/invalid.ts';
import { hashToken } from '../identity/session.ts';
import { isId } from '../kernel/ids.ts';
import type { SignedIn } from '../kernel/actor.ts';

/** What one can be told of. A topic says that something of it changed, never what: whoever hears it looks again. */
export type TopicKind = 'hall' | 'venue' | 'booking' | 'person' | 'organisation';

/** `hall:0192…`: a kind and an id. */
export interface Topic {
  kind: TopicKind;
  id: string;
}

/** Anything may have changed: after a gap in what we heard, or when too much changed at once to name it. */
export const EVERYTHING = '*';

export const MOST_TOPICS = 100;

const KINDS: readonly string[] = ['hall', 'venue', 'booking', 'person', 'organisation'] satisfies TopicKind[];

export const textOf = ({ kind, id }: Topic): string => `${kind}:${id}`;

/** Whose bookings somebody sees as their own. */
export const ownTopics = ({ personId, memberOf }: SignedIn): string[] => [`person:${personId}`, ...memberOf.map((id) => `organisation:${id}`)];

/** Topics separated by spaces or commas, each once. Refuses `invalid-request` to none at all, more than a hundred, and what is no topic. */
export function readTopics(text: string): Topic[] {
  const words = [...new Set(text.split(/[\s,]+/).filter((word) => word !== ''))];
  if (words.length === 0) throw invalid(fault('query/topics', 'required'));
  if (words.length > MOST_TOPICS) throw invalid(fault('query/topics', 'most', { limit: MOST_TOPICS }));
  return words.map((word) => {
    const [kind = '', id = ''] = word.split(':');
    if (!KINDS.includes(kind) || !isId(id) || word !== `${kind}:${id}`) throw invalid(fault('query/topics', 'format', { example: 'hall:018c2f6e-1c1f-7a6b-9d3e-0a1b2c3d4e5f' }));
    return { kind: kind as TopicKind, id };
  });
}

const SESSION = 'session:';

/** How the database says that a session has ended: by a hash of the hash that it keeps. */
export const sessionWord = (token: string): string => `${SESSION}${createHash('sha256').update(hashToken(token)).digest('hex').slice(0, 32)}`;

export const isSessionWord = (word: string): boolean => word.startsWith(SESSION);
