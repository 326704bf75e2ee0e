/** The entity tag of a version: `3` → `"3"` (RFC 9110 §8.8.3, strong). */
export const etagOf = (version: number): string => `"${version}"`;

/** The version in an entity tag of ours; `undefined` for anything else. */
export const versionIn = (etag: unknown): number | undefined =>
  typeof etag === 'string' && /^"\d{1,9}"$/.test(etag) ? Number(etag.slice(1, -1)) : undefined;
