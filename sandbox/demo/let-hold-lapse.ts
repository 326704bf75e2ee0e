import { withConnection } from '../postgres/connect.ts';

/**
 * Makes the hold of a booking lapse now instead of in a quarter of an hour, and the round that finds lapsed holds come now instead
 * of at the next minute. The one thing that the demo does behind the back of the product.
 */
export async function letHoldLapse(databaseUrl: string, bookingId: string): Promise<void> {
  await withConnection(databaseUrl, async (client) => {
    await client.query(
      `WITH booking AS (UPDATE bookings SET held_until = clock_timestamp() WHERE id = $1 AND status = 'held' RETURNING id, held_until)
       UPDATE claims SET held_until = booking.held_until FROM booking WHERE holder_kind = 'booking' AND holder_id = booking.id`, [bookingId]);
    await client.query(`SELECT graphile_worker.add_job('expire-holds', '{}')`);
  });
}
