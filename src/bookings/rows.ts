import { Model } from 'objection';

/** Rows as PostgreSQL keeps them. Never bound to a connection: a query without a handle fails at once. */
class Row extends Model {
  /** A transaction has one connection, and pg runs one query at a time on it. */
  static concurrency = 1;
}

export interface LineRow {
  booking_id: string;
  position: number;
  kind: 'hire' | 'change' | 'cost' | 'extra';
  rule: string | null;
  extra_id: string | null;
  label: { nl: string };
  quantity: number;
  unit: string;
  unit_cents: number;
  gross_cents: number;
  vat_rate: number;
  vat_category: string | null;
  vat_ground: { nl: string } | null;
}

export class HistoryRow extends Row {
  static override tableName = 'booking_history';
  static override idColumn = ['booking_id', 'number'];
  declare booking_id: string;
  declare number: number;
  declare status: string;
  declare at: Date;
  declare person_id: string | null;
  declare channel: string;
  declare reason: string | null;
}

export interface ExtraOrderRow {
  booking_id: string;
  extra_id: string;
  quantity: number;
  period: string;
}

export class BookingRow extends Row {
  static override tableName = 'bookings';
  declare id: string;
  declare code: string;
  declare hall_id: string;
  declare layout: string;
  declare status: string;
  declare period: string;
  declare person_id: string;
  declare organisation_id: string | null;
  declare placed_by: string;
  declare channel: string;
  declare booker_kind: string;
  declare language: string;
  declare activity: string;
  declare attendance: number;
  declare remarks: string | null;
  declare held_until: Date | null;
  declare total_cents: number;
  declare deposit_cents: number;
  declare tariff_version_id: string | null;
  declare tariff_booker: string | null;
  declare purpose: string | null;
  declare house_rules_id: string;
  declare cancellation_terms_id: string;
  declare decision_reason: string | null;
  declare most_refund_percent: number | null;
  declare version: number;
  declare created_at: Date;
  declare changed_at: Date;
}
