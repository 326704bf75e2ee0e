import { HIGHEST_REVISION, namedIn, schemas, validators } from './schemas.ts';

/**
 * The native lock profile, spoken over MQTT between the core (`src/access/`) and the gateways of the buildings.
 * `asyncapi.yaml` documents it for partners. Everything the protocol needs is in the JSON, so that MQTT 3.1.1 peers work.
 */
export const PROTOCOL_VERSION = 1;
export const ROOT = `openzaal/lock/v${PROTOCOL_VERSION}`;

/** The windows and codes are bounded so that a whole message always fits the bytes of its kind. */
export const limits = {
  bytes: { status: 2_048, info: 4_096, reported: 1_048_576, manifest: 1_048_576, cmd: 32_768, ack: 4_096, event: 4_096 },
  windowsPerCode: 200,
  codesPerLock: 2_000,
  revision: HIGHEST_REVISION,
  /** A command may not stay valid longer than this; the gateway remembers each command until then. */
  commandLifeMs: 31 * 86_400_000,
} as const;

export type ErrorCode =
  | 'duplicate_code' | 'no_space' | 'invalid_code' | 'invalid_window' | 'not_supported' | 'device_offline' | 'device_busy'
  | 'timeout' | 'clock_skew' | 'stale_revision' | 'expired' | 'decrypt_failed' | 'internal';

/** `later`: the gateway goes on trying by itself; `never`: the same command cannot succeed; `new_pin`: only with other digits. */
export type Retry = 'never' | 'later' | 'new_pin';

/** How the gateway knows: it read the lock, the lock said so, a bridge said so, or not at all. Only the first two confirm. */
export type Evidence = 'read_back' | 'device_ack' | 'bridge_ack' | 'none';

/** Instants are ISO 8601 in UTC (`2026-11-23T17:45:00.000Z`). Half open: `[from, until)`. */
export interface AccessWindow {
  from: string;
  until: string;
}

export interface CodePut {
  op: 'code.put';
  /** Names the code for life; a changed window is a new `rev` of the same `ref`. */
  ref: string;
  rev: number;
  /** 4 to 12 digits, always a string; a gateway may refuse one that starts with 0 (`invalid_code`). */
  pin: string;
  windows: AccessWindow[];
  iat: string;
}

export interface CodeRemove {
  op: 'code.remove';
  ref: string;
  /** At least the revision that is to go; a put of this or a lower revision is stale from now on. */
  rev: number;
  iat: string;
}

export type Command = CodePut | CodeRemove | { op: 'codes.read'; iat: string } | { op: 'lock.unlock'; iat: string };

/** A command on the wire: `jwe` holds the Command, readable by that gateway only (see envelope.ts). */
export interface SealedCommand {
  v: 1;
  cmdId: string;
  lock: string;
  replyTo: string;
  expiresAt: string;
  jwe: string;
}

export interface CommandFault {
  code: ErrorCode;
  retry: Retry;
}

export type AckStatus = 'accepted' | 'installed' | 'removed' | 'unconfirmed' | 'rejected' | 'failed';

/** One command may be acknowledged several times as its outcome becomes known; the last one counts. */
export interface Ack {
  v: 1;
  cmdId: string;
  lock: string;
  ref?: string;
  rev?: number;
  status: AckStatus;
  evidence: Evidence;
  error?: CommandFault;
  at: string;
}

/** `needed`: it should be on the lock, but the gateway no longer has the digits and asks the core for them. */
export type CodeState = 'accepted' | 'installed' | 'unconfirmed' | 'needed' | 'failed' | 'removing' | 'removed';

export interface ReportedCode {
  ref: string;
  rev: number;
  state: CodeState;
  evidence: Evidence;
  /** When this state began. */
  at: string;
  /** When the gateway will write it, on locks that know no windows. */
  installAt?: string;
  /** Where it is on the lock: a gateway that lost its memory finds its codes again by this. */
  slot?: number;
  error?: CommandFault;
}

/** The whole truth of one lock as its gateway knows it. `removed` codes stay listed for a day. */
export interface Reported {
  v: 1;
  lock: string;
  at: string;
  online: boolean;
  lastSeenAt?: string;
  /** Percent. */
  battery?: number;
  /** How far the lock's own clock is ahead; negative when it is behind. */
  skewSeconds?: number;
  /** The newest manifest that the gateway acts on. */
  manifestRev?: number;
  slots: { total: number; free: number; foreign: number };
  codes: ReportedCode[];
}

export interface Capabilities {
  /** How many codes fit. */
  slots: number;
  /** True when the lock itself keeps a code shut outside its windows. */
  windows: boolean;
  clock: boolean;
  battery: boolean;
}

export interface Info {
  v: 1;
  lock: string;
  driver: string;
  /** How long before a window opens the gateway writes the code to a lock that knows no windows. */
  leadMinutes: number;
  capabilities: Capabilities;
  /** Why the gateway gives this lock no codes as it is set up, for whoever installs it. */
  unfit?: string;
}

export interface Status {
  v: 1;
  status: 'online' | 'offline';
  /** New at each start, so that the core notices a restart. */
  bootId: string;
  software: string;
  /** The gateway's clock. */
  at: string;
}

export interface ManifestCode {
  ref: string;
  rev: number;
  windows: AccessWindow[];
}

/** What should exist on a lock. Missing there: the gateway asks (`need`); installed but unlisted: it removes it. */
export interface Manifest {
  v: 1;
  lock: string;
  /** Rises with each manifest of this lock; an older one is ignored. Epoch milliseconds will do. */
  rev: number;
  /** Says nothing of commands issued (`iat`) after this instant. */
  at: string;
  codes: ManifestCode[];
  mac: string;
}

export type Happening =
  | { type: 'need'; ref: string; rev: number }
  | { type: 'entry'; ref?: string }
  | { type: 'refused' | 'lockout' | 'tamper' | 'online' | 'offline' }
  | { type: 'door'; open: boolean }
  | { type: 'battery'; percent: number }
  | { type: 'clock_skew'; skewSeconds: number }
  | { type: 'foreign'; count: number }
  /** Three writes in five minutes without confirmation: the gateway pauses, somebody must look. */
  | { type: 'stuck' };

/** `id` is new for each event: a repeated one is the same event. `at` is by the gateway's clock. */
export type LockEvent = { v: 1; id: string; lock: string; at: string } & Happening;

interface LockMessages {
  info: Info;
  reported: Reported;
  manifest: Manifest;
  cmd: SealedCommand;
  ack: Ack;
  event: LockEvent;
}

export type LockTopic = keyof LockMessages;

export type Incoming =
  | { kind: 'status'; gateway: string; message: Status }
  | { [Kind in LockTopic]: { kind: Kind; gateway: string; lock: string; message: LockMessages[Kind] } }[LockTopic];

export type DropReason = 'foreign_topic' | 'oversized' | 'malformed' | 'wrong_version' | 'wrong_lock';
export type Read = { ok: true; incoming: Incoming } | { ok: false; reason: DropReason };

export const statusTopic = (gateway: string): string => `${ROOT}/${gateway}/status`;
export const lockTopic = (gateway: string, lock: string, kind: LockTopic): string => `${ROOT}/${gateway}/locks/${lock}/${kind}`;

/** What a gateway listens to; the retained manifests arrive at once. */
export const gatewayFilters = (gateway: string): string[] => [lockTopic(gateway, '+', 'manifest'), lockTopic(gateway, '+', 'cmd')];

/** What the core listens to, of all gateways. */
export const coreFilters = (): string[] => [statusTopic('+'), ...(['info', 'reported', 'ack', 'event'] as const).map((kind) => lockTopic('+', '+', kind))];

const TOPIC = new RegExp(`^${ROOT}/([A-Za-z0-9][\\w-]{0,63})/(?:(status)|locks/([A-Za-z0-9][\\w-]{0,63})/(info|reported|manifest|cmd|ack|event))$`);

/** A gateway or lock name that fits in a topic: letters, digits, `_` and `-`, at most 64. */
export const isName = (text: string): boolean => /^[A-Za-z0-9][\w-]{0,63}$/.test(text);

/**
 * Reads what arrived on a topic of the profile. Never throws: whatever is not a valid message of this version,
 * about the lock its topic names, is dropped with the reason, for a counter. Nothing comes through that the profile does not name.
 */
export function readMessage(topic: string, payload: Uint8Array): Read {
  const [, gateway, status, lock, leaf] = TOPIC.exec(topic) ?? [];
  if (gateway === undefined) return { ok: false, reason: 'foreign_topic' };
  const kind = status === undefined ? (leaf as LockTopic) : 'status';
  if (payload.length > limits.bytes[kind]) return { ok: false, reason: 'oversized' };
  const message = parseJson(payload);
  if (typeof message !== 'object' || message === null) return { ok: false, reason: 'malformed' };
  if ('v' in message && message.v !== PROTOCOL_VERSION) return { ok: false, reason: 'wrong_version' };
  if (!validators[kind](message)) return { ok: false, reason: 'malformed' };
  if (kind !== 'status' && (message as { lock: string }).lock !== lock) return { ok: false, reason: 'wrong_lock' };
  return { ok: true, incoming: { kind, gateway, ...(lock === undefined ? {} : { lock }), message: namedIn(schemas[kind], message) } as Incoming };
}

/** True for an opened command that keeps to the profile. */
export const isCommand = (value: unknown): value is Command => validators.command(value);

function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return undefined;
  }
}
