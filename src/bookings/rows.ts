import { Model, type RelationMappings } from 'objection';

/** Rows as PostgreSQL keeps them. Never bound to a connection: a query without a handle fails at once. */
class Row extends Model {
  /** A transaction has one connection, and pg runs one query at a time on it. */
  static concurrency = 1;
}

export class LineRow extends Row {
  static override tableName = 'booking_lines';
  static override idColumn = ['booking_id', 'position'];
  declare booking_id: string;
  declare position: number;
  declare kind: 'hire' | 'extra';
  declare extra_id: string | null;
  declare label: { nl: string };
  declare quantity: number;
  declare unit: string;
  declare unit_cents: number;
  declare gross_cents: number;
  declare vat_rate: number;
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

export class ExtraOrderRow extends Row {
  static override tableName = 'extra_orders';
  static override idColumn = ['booking_id', 'extra_id'];
  declare booking_id: string;
  declare extra_id: string;
  declare quantity: number;
  declare period: string;
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
  declare house_rules_id: string;
  declare cancellation_terms_id: string;
  declare decision_reason: string | null;
  declare version: number;
  declare created_at: Date;
  declare changed_at: Date;
  declare lines?: LineRow[];
  declare history?: HistoryRow[];
  declare orders?: ExtraOrderRow[];

  static override get relationMappings(): RelationMappings {
    const many = (modelClass: typeof Model, to: string) =>
      ({ relation: Model.HasManyRelation, modelClass, join: { from: 'bookings.id', to } });
    return {
      lines: many(LineRow, 'booking_lines.booking_id'),
      history: many(HistoryRow, 'booking_history.booking_id'),
      orders: many(ExtraOrderRow, 'extra_orders.booking_id'),
    };
  }
}
