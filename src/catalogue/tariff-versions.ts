import type { Database, Transaction } from '../platform/db.ts';
import type { TariffRules, TariffVersion } from './tariff-rules.ts';

/** A version as the database gives it: without its rules when we said that we have them. */
export type VersionRow = Omit<TariffVersion, 'rules'> & { rules?: TariffRules | null };

/** Far more versions than a city has. */
const MOST_KEPT = 1_000;
const kept = new Map<string, TariffRules>();

/** The versions whose rules need not be sent again. A published version never changes, so what is kept is never stale; which ones count is always asked. */
export const keptVersions = (): string[] => [...kept.keys()];

/** Versions by their regulation, with their rules. */
export function withRules(rows: readonly VersionRow[]): Map<string, TariffVersion[]> {
  const byRegulation = new Map<string, TariffVersion[]>();
  for (const { rules, ...version } of rows) {
    const known = kept.get(version.id) ?? rules;
    if (!known) throw new Error(`the rules of tariff version ${version.id} were not read`);
    if (kept.size >= MOST_KEPT && !kept.has(version.id)) kept.clear();
    kept.set(version.id, known);
    byRegulation.set(version.regulationId, [...byRegulation.get(version.regulationId) ?? [], { ...version, rules: known }]);
  }
  return byRegulation;
}

/** Every published version of the regulations that the condition chooses, as JSON; takes the kept ids as its one parameter. */
export const VERSIONS = (condition: string): string => `
  (SELECT coalesce(json_agg(json_build_object('id', t.id, 'regulationId', t.regulation_id, 'number', t.number, 'validFrom', t.valid_from, 'countsBy', t.counts_by,
      'rules', CASE WHEN t.id = ANY(?::uuid[]) THEN NULL ELSE t.rules END) ORDER BY t.valid_from, t.number), '[]')
    FROM tariff_versions t WHERE t.published_at IS NOT NULL AND ${condition})`;

/** The published versions of these regulations. */
export async function loadVersions(db: Database | Transaction, regulationIds: readonly string[]): Promise<Map<string, TariffVersion[]>> {
  if (regulationIds.length === 0) return new Map();
  const { rows: [row] } = await db.raw<{ rows: [{ versions: VersionRow[] }] }>(`SELECT ${VERSIONS('t.regulation_id = ANY(?::uuid[])')} AS versions`, [keptVersions(), [...regulationIds]]);
  return withRules(row.versions);
}
