import { isSigned, type GatewayKey } from './envelope.ts';
import { commit, type LockDesk } from './lock-desk.ts';
import { explained, unlisted } from './manifest-rules.ts';
import type { Manifest } from './protocol.ts';

/** `forged`: not signed with a key of ours. `old`: a newer one has been seen; a broker may keep or replay such. */
export type ManifestFate = 'taken' | 'forged' | 'old';

/** Acts on what a manifest no longer lists; what it lists and we lack is asked for by the caller. */
export async function takeManifest(desk: LockDesk, gateway: string, keys: readonly GatewayKey[], manifest: Manifest): Promise<ManifestFate> {
  const { codebook, lock } = desk;
  if (!isSigned(keys, gateway, manifest)) return 'forged';
  const facts = codebook.facts(lock.id);
  if (manifest.rev < facts.manifestRev) return 'old';
  if (manifest.rev > facts.manifestRev) await codebook.save(lock.id, { facts: { ...facts, manifestRev: manifest.rev } });
  desk.manifest = manifest;
  await applyManifest(desk);
  return 'taken';
}

/** Lets the manifest decide about the codes that are known now: when it comes, and when a reading of the lock finds more of them. */
export async function applyManifest(desk: LockDesk): Promise<void> {
  const { codebook, lock, manifest } = desk;
  if (!manifest) return;
  const codes = codebook.codes(lock.id);
  const changed = [...unlisted(manifest, codes, Date.now()), ...explained(manifest, codes)];
  if (changed.length > 0) await commit(desk, changed);
}
