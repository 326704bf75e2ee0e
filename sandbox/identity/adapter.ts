import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Entry {
  payload: AdapterPayload;
  expiresAt: number;
}

const KEPT_PER_KIND = 1000;

/** Where one provider keeps sessions, grants, codes and tokens: in memory, the oldest of each kind dropped beyond a thousand. */
export function memoryAdapter(): AdapterFactory {
  const kinds = new Map<string, Map<string, Entry>>();
  return (kind) => {
    const entries = kinds.get(kind) ?? new Map<string, Entry>();
    kinds.set(kind, entries);
    return adapterOf(entries);
  };
}

function adapterOf(entries: Map<string, Entry>): Adapter {
  const alive = (entry: Entry | undefined): AdapterPayload | undefined => (entry && entry.expiresAt > Date.now() ? entry.payload : undefined);
  const findBy = (name: 'uid' | 'userCode', value: string): AdapterPayload | undefined =>
    alive([...entries.values()].find(({ payload }) => payload[name] === value));

  return {
    upsert: async (id, payload, expiresIn) => {
      entries.delete(id);
      entries.set(id, { payload, expiresAt: expiresIn ? Date.now() + expiresIn * 1000 : Infinity });
      for (const oldest of entries.keys()) {
        if (entries.size <= KEPT_PER_KIND) break;
        entries.delete(oldest);
      }
    },
    find: async (id) => alive(entries.get(id)),
    findByUid: async (uid) => findBy('uid', uid),
    findByUserCode: async (userCode) => findBy('userCode', userCode),
    consume: async (id) => {
      const entry = entries.get(id);
      if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => {
      entries.delete(id);
    },
    revokeByGrantId: async (grantId) => {
      for (const [id, { payload }] of entries) if (payload.grantId === grantId) entries.delete(id);
    },
  };
}
