import type { BookingId, OpenerId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import type { TemplateFacts } from './mail.ts';
import { moveFacts } from './move-facts.ts';
import { openerFacts, openersToTell, type OpenerFacts } from './opener-facts.ts';
import { queueMail } from './queue-mail.ts';

/** What is told to whoever opens the door. */
export type OpenerTemplate = Extract<keyof TemplateFacts, `opener-${string}`>;

interface Telling<Name extends OpenerTemplate> {
  facts: Omit<TemplateFacts[Name], 'openerId'>;
  /** What makes it another mail than the one before, for the same opener. */
  once: string;
}

/** Tells one of them. */
export const tellOpener = <Name extends OpenerTemplate>(tx: Transaction, { id, bookingId, email, language }: OpenerFacts, template: Name, { facts, once }: Telling<Name>): Promise<void> =>
  queueMail(tx, { template, facts: { ...facts, openerId: id } as unknown as TemplateFacts[Name], dedupeKey: `${template}:${id}:${once}`, recipient: email, language, bookingId, openerId: id });

async function tellOne<Name extends OpenerTemplate>(tx: Transaction, openerId: OpenerId, template: Name, telling: Telling<Name>): Promise<void> {
  const opener = await openerFacts(tx, openerId);
  if (opener) await tellOpener(tx, opener, template, telling);
}

/** Tells everybody who opens the door for this booking. */
export async function tellOpeners<Name extends OpenerTemplate>(tx: Transaction, bookingId: BookingId, template: Name, telling: Telling<Name>): Promise<void> {
  for (const opener of await openersToTell(tx, bookingId)) await tellOpener(tx, opener, template, telling);
}

/** The link of somebody who was asked to open the door. */
export const mailOpenerNamed = (tx: Transaction, openerId: OpenerId): Promise<void> => tellOne(tx, openerId, 'opener-named', { facts: {}, once: 'named' });

export const mailOpenerWithdrawn = (tx: Transaction, openerId: OpenerId): Promise<void> => tellOne(tx, openerId, 'opener-ended', { facts: { why: 'withdrawn' }, once: 'ended' });

export const mailOpenersCancelled = (tx: Transaction, bookingId: BookingId): Promise<void> => tellOpeners(tx, bookingId, 'opener-ended', { facts: { why: 'cancelled' }, once: 'ended' });

/** Of another hall or time, not of a remark. */
export async function mailOpenersMoved(tx: Transaction, bookingId: BookingId, number: number): Promise<void> {
  const move = await moveFacts(tx, bookingId, number);
  if (move?.placeChanged) await tellOpeners(tx, bookingId, 'opener-moved', { facts: { number: String(number) }, once: String(number) });
}

/** The day before. */
export const remindOpener = (tx: Transaction, openerId: OpenerId, start: Date): Promise<void> =>
  tellOne(tx, openerId, 'opener-reminder', { facts: { start: start.toISOString() }, once: start.toISOString() });
