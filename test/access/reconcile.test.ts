import { expect } from 'chai';
import { pino } from 'pino';
import { startReconciler } from '../../src/access/reconcile.ts';
import { lockTopic } from '../../lock-gateway/protocol.ts';
import { evening } from '../bookings/setting.ts';
import { eventually } from '../lock-gateway/stage.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { aDoorHall, book, GATEWAY, insertDoors, keys, useDoors } from './setting.ts';

describe('the reconciler', function () {
  this.timeout(20_000);
  const database = useDatabase();
  const setting = useDoors(database);

  it('sends what is due at once, also while a code that a lock refuses cannot be replaced yet', async () => {
    const [refused, other] = [aDoorHall(), aDoorHall()];
    const person = await aPerson(setting.db);
    const [, held] = await insertDoors(setting.db, [refused], [{}, {}]);
    const [due] = await insertDoors(setting.db, [other]);
    await book(setting.db, refused, evening('2027-02-03'), person);
    await book(setting.db, other, evening('2027-02-04'), person);
    await database.query(`UPDATE lock_codes SET send_at = now(), act_at = now() + interval '1 day'`);
    await database.query(
      `UPDATE lock_codes SET act_at = now(), sent_rev = 1, attempts = 1, answer_rev = 1, answer_status = 'failed', error_code = 'duplicate_code', error_retry = 'new_pin'
       WHERE lock_id <> $1 AND lock_id <> $2`, [held!.id, due!.id]);
    await database.query('UPDATE lock_codes SET act_at = now() WHERE lock_id = $1', [due!.id]);
    const holding = await setting.db.transaction();
    await holding.raw('SELECT FROM locks WHERE id = ? FOR NO KEY UPDATE', [held!.id]);
    const sent: string[] = [];
    const line = { isUp: () => true, publish: async (topic: string) => void sent.push(topic), close: async () => {} };
    const reconciler = startReconciler({ db: setting.db, keys, log: pino({ level: 'silent' }), clock: () => new Date(), line, manifests: { due: () => {}, stop: async () => {} } });
    await eventually('it is sent', () => sent.length > 0);
    await holding.rollback();
    await reconciler.stop();
    const [code] = await database.query<{ attempts: number }>('SELECT attempts FROM lock_codes WHERE lock_id = $1', [due!.id]);
    expect([sent[0], code!.attempts]).to.deep.equal([lockTopic(GATEWAY, due!.lockName, 'cmd'), 1]);
  });
});
