import type { CodeRecord } from './code.ts';
import type { LockDesk } from './lock-desk.ts';
import type { Notice } from './locks/driver.ts';

/** What a lock says by itself: passed on to the core, and when it comes back, everything is looked at anew. */
export async function hearLock(desk: LockDesk, notice: Notice): Promise<void> {
  const { codebook, driver, lock, voice } = desk;
  const { at } = notice;
  if (notice.type === 'entry') {
    const record = codebook.codes(lock.id).find(({ slot }) => slot !== null && slot === notice.slot);
    return voice.event(lock.id, { type: 'entry', ...(record ? { ref: record.ref } : {}) }, at);
  }
  if (notice.type === 'changed') {
    desk.readAt = 0;
    return desk.wake();
  }
  if (notice.type === 'condition') return voice.changed(lock.id);
  if (notice.type === 'door') return voice.event(lock.id, { type: 'door', open: notice.open }, at);
  voice.event(lock.id, { type: notice.type }, at);
  if (notice.type === 'online') {
    const { capabilities } = driver.condition();
    const facts = codebook.facts(lock.id);
    Object.assign(desk, { readAt: 0, holdUntil: 0 });
    const codes = codebook.codes(lock.id).filter(({ retryAt }) => retryAt > Date.now()).map((code): CodeRecord => ({ ...code, retryAt: 0 }));
    if (codes.length > 0 || JSON.stringify(capabilities) !== JSON.stringify(facts.capabilities)) {
      await codebook.save(lock.id, { codes, facts: { ...facts, capabilities } });
    }
    desk.wake();
  }
  voice.changed(lock.id);
}
