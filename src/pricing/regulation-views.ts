import type { TariffRules, VatRule } from '../catalogue/tariff-rules.ts';
import type { Actor } from '../kernel/actor.ts';
import { isId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { keepsTariffs, type Regulation, type RegulationVersion } from './regulation.ts';

const MOST_REGULATIONS = 200;
const MOST_VERSIONS = 50;

type VersionRow = Omit<RegulationVersion, 'publishedAt' | 'source' | 'rules'> & { publishedAt: string | null; source: string | null; rules: TariffRules };
type Row = Omit<Regulation, 'versions'> & { versions: VersionRow[] };

/** The regulations of every organisation whose tariffs the actor keeps, by organisation and name; at most 200. */
export async function regulationsOf(db: Database, actor: Actor): Promise<Regulation[]> {
  const organisations = actor.kind === 'person' ? actor.roles.map(({ organisationId }) => organisationId).filter((id) => keepsTariffs(actor, id)) : [];
  const { rows } = await db.raw<{ rows: Row[] }>(`${REGULATION} WHERE r.organisation_id = ANY(?::uuid[]) ORDER BY o.name, r.name ->> 'nl', r.id LIMIT ${MOST_REGULATIONS}`, [organisations]);
  return rows.map(fromRow);
}

/** A regulation with its versions. Refuses `not-found`, and `not-allowed` for who does not keep the tariffs of its organisation. */
export async function readRegulation(db: Database | Transaction, id: string, actor: Actor): Promise<Regulation> {
  const { rows: [row] } = isId(id) ? await db.raw<{ rows: Row[] }>(`${REGULATION} WHERE r.id = ?`, [id]) : { rows: [] };
  if (!row) throw new Refusal('not-found');
  if (!keepsTariffs(actor, row.organisationId)) throw new Refusal('not-allowed');
  return fromRow(row);
}

export async function vatRules(db: Database | Transaction): Promise<VatRule[]> {
  const { rows } = await db.raw<{ rows: { rule: VatRule }[] }>(`SELECT json_strip_nulls(json_build_object('product', product, 'bookerKinds', booker_kinds, 'purposes', purposes,
    'validFrom', valid_from, 'category', category, 'rate', rate, 'ground', ground)) AS rule FROM vat_rules ORDER BY product, valid_from LIMIT 1000`);
  return rows.map(({ rule }) => rule);
}

const fromRow = ({ versions, ...regulation }: Row): Regulation => ({
  ...regulation,
  versions: versions.map(({ publishedAt, source, ...version }) =>
    ({ ...version, ...(source === null ? {} : { source }), ...(publishedAt === null ? {} : { publishedAt: new Date(publishedAt) }) })),
});

const REGULATION = `
SELECT r.id, r.organisation_id AS "organisationId", o.name AS "organisationName", r.name,
  (SELECT coalesce(json_agg(json_build_object('id', h.id, 'slug', h.slug, 'name', h.name) ORDER BY h.name ->> 'nl', h.slug), '[]') FROM halls h WHERE h.regulation_id = r.id) AS halls,
  (SELECT coalesce(json_agg(v.version), '[]') FROM (
    SELECT json_build_object('id', t.id, 'regulationId', t.regulation_id, 'number', t.number, 'validFrom', t.valid_from, 'countsBy', t.counts_by, 'rules', t.rules,
      'source', t.source, 'publishedAt', t.published_at, 'version', t.version) AS version
    FROM tariff_versions t WHERE t.regulation_id = r.id ORDER BY t.number DESC LIMIT ${MOST_VERSIONS}) AS v) AS versions
FROM regulations r JOIN organisations o ON o.id = r.organisation_id`;
