import { lastEnd, needsDigits, type CodeRecord, type LockTraits } from './code.ts';
import type { CodePut, Manifest, ManifestCode } from './protocol.ts';

/** Codes of ours that the manifest no longer lists, as they are to be saved: wanted absent. */
export function unlisted(manifest: Manifest, codes: readonly CodeRecord[], now: number): CodeRecord[] {
  const listed = new Set(manifest.codes.map(({ ref }) => ref));
  const issuedAt = Date.parse(manifest.at);
  return codes
    // A command issued after the manifest was drawn up knows better.
    .filter((code) => code.wanted === 'present' && !listed.has(code.ref) && code.issuedAt <= issuedAt)
    .map((code) => ({ ...code, wanted: 'absent', decidedBy: 'manifest', issuedAt, pin: null, fault: null, tries: 0, retryAt: 0, at: now }));
}

/**
 * True for a put that was issued before the manifest was drawn up and that it knows nothing of any more: late, or said again by somebody else
 * to a gateway that has forgotten that it once took it.
 */
export function isOutlived(manifest: Manifest | undefined, { ref, rev, iat }: CodePut): boolean {
  if (!manifest || Date.parse(iat) > Date.parse(manifest.at)) return false;
  const listed = manifest.codes.find((code) => code.ref === ref);
  return !listed || listed.rev > rev;
}

/** Codes found on a lock that tells no windows, with the windows that the manifest gives them. */
export const explained = (manifest: Manifest, codes: readonly CodeRecord[]): CodeRecord[] =>
  codes.flatMap((code) => {
    const listed = manifest.codes.find(({ ref, rev }) => ref === code.ref && rev === code.rev);
    if (!listed || code.wanted === 'absent' || code.decidedBy !== 'found' || code.windows.length > 0) return [];
    return [{ ...code, windows: listed.windows, keepUntil: Math.max(code.keepUntil, lastEnd(listed.windows)) }];
  });

/** What to ask the core for: listed codes that we lack or have only in an older revision, and codes whose digits are gone. */
export function needed(manifest: Manifest | undefined, codes: readonly CodeRecord[], now: number, lock: LockTraits): Pick<ManifestCode, 'ref' | 'rev'>[] {
  const byRef = new Map(codes.map((code) => [code.ref, code]));
  const lacking = (manifest?.codes ?? []).filter(({ ref, rev, windows }) => {
    const code = byRef.get(ref);
    const over = windows.every(({ until }) => Date.parse(until) <= now);
    return !over && (!code || code.rev < rev || (code.rev === rev && code.wanted === 'absent' && code.decidedBy !== 'command'));
  });
  const lost = codes.filter((code) => needsDigits(code, now, lock) && !lacking.some(({ ref }) => ref === code.ref));
  return [...lacking, ...lost].map(({ ref, rev }) => ({ ref, rev }));
}
