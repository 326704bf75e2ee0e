import type { TaskList } from 'graphile-worker';
import { startAccess } from './access/run-access.ts';
import { wipeOpeners } from './access/wipe-openers.ts';
import { sweepClaims } from './availability/sweep-claims.ts';
import { expireLapsedHolds } from './bookings/expire-bookings.ts';
import { configOrExit } from './config.ts';
import { askForFeedback } from './feedback/ask-for-feedback.ts';
import { forgetIdempotencyKeys } from './http/forget-idempotency-keys.ts';
import { sweepSessions } from './identity/sweep-sessions.ts';
import type { BookingId, RefundId } from './kernel/ids.ts';
import { remindOfTomorrow, remindOpeners, warnOfEndingHolds } from './notifications/remind.ts';
import { sendMailTask } from './notifications/send-mail.ts';
import { cancelPayments } from './payments/cancel-payments.ts';
import { pollPayments } from './payments/poll-payments.ts';
import { returnDeposits } from './payments/return-deposits.ts';
import { sendRefund } from './payments/send-refund.ts';
import { settlePayment } from './payments/settle-payment.ts';
import { transact } from './platform/db.ts';
import { startWorker } from './platform/jobs.ts';
import { smtpMailer } from './platform/mail.ts';
import { crontab } from './schedule.ts';
import { createServices, type Services } from './services.ts';
import { untilStopped } from './stopping.ts';

/** The jobs by name. Their payloads are rows that we wrote ourselves; each may run twice and then changes nothing. */
function tasksOf({ config, db, log, clock, payments }: Services): TaskList {
  const mailer = smtpMailer({ url: config.mail.smtpUrl, from: config.mail.from });
  return {
    'send-mail': sendMailTask({ db, mailer, log, origin: config.publicUrl, city: config.city }),
    'settle-payment': (payload) => settlePayment(db, payments, (payload as { providerId: string }).providerId, clock()),
    'send-refund': (payload) => sendRefund(db, payments, (payload as { refundId: RefundId }).refundId, clock()),
    'cancel-payments': (payload) => {
      const { bookingId, only } = payload as { bookingId: BookingId; only?: 'superseded' };
      return cancelPayments(db, payments, bookingId, clock(), only);
    },
    'poll-payments': () => pollPayments(db, payments, clock(), log),
    'expire-holds': async () => void await expireLapsedHolds(db, clock()),
    'sweep-claims': async () => void await sweepClaims(db),
    'remind': async () => {
      const round = { now: clock(), log };
      await remindOfTomorrow(db, round);
      await remindOpeners(db, round);
      await warnOfEndingHolds(db, round);
    },
    'return-deposits': async () => void await returnDeposits(db, clock(), log),
    'ask-for-feedback': async () => void await askForFeedback(db, clock()),
    'tidy-up': async () => {
      await forgetIdempotencyKeys(db);
      await transact(db, (tx) => sweepSessions(tx, clock()));
      await wipeOpeners(db, clock());
    },
  };
}

const config = configOrExit(process.env);
const services = createServices(config, 'worker');
const { log, db, clock, doorKeys } = services;
const runner = await startWorker({ url: config.databaseUrl, tasks: tasksOf(services), crontab, log });
const access = await startAccess({ db, url: config.databaseUrl, broker: config.broker, keys: doorKeys, log, clock });
log.info('worker started');
await untilStopped(log, async () => {
  await Promise.all([runner.stop(), access.stop()]);
  await db.destroy();
});
