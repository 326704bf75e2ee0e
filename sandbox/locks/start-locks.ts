import { openJournal } from '../../lock-gateway/journal.ts';
import { liveTwin, type FaceOptions, type LiveTwin } from './live-twin.ts';
import type { Face, FaceLine } from './face.ts';
import { nativeFace } from './native-face.ts';
import { nukiFace } from './nuki-face.ts';
import { zigbeeFace } from './zigbee-face.ts';
import { zwaveFace } from './zwave-face.ts';
import { servePanel } from './panel.ts';
import { newMemory, type TwinMemory } from './twin.ts';

export interface LocksOptions extends Partial<Omit<FaceLine, 'brokerUrl'>> {
  /** The building's own broker. */
  brokerUrl: string;
  /** 0 for any free port. */
  panelPort: number;
  /** Where the locks keep their codes through power loss. */
  dataFile: string;
  locks: readonly { id: string; gateway: string; name: string; windows: boolean; slots?: number; face?: FaceOptions }[];
}

export interface Locks {
  panelUrl: string;
  twin(id: string): LiveTwin;
  stop(): Promise<void>;
}

const SLOTS = 250;

/** Hangs simulated locks on the doors: they speak the native dialect, and people press them on the panel. */
export async function startLocks(options: LocksOptions): Promise<Locks> {
  const { brokerUrl, username = 'building', password = 'building-sandbox', version = 4 } = options;
  const journal = await openJournal(options.dataFile);
  const twins = new Map<string, LiveTwin>();
  for (const { slots = SLOTS, ...lock } of options.locks) {
    const memory = (journal.get(lock.id) as TwinMemory | undefined) ?? newMemory();
    twins.set(lock.id, liveTwin({ slots, ...(lock.face?.make === 'nuki_hub' ? { numbers: 'own' as const } : {}), ...lock }, memory, () => journal.set({ [lock.id]: memory })));
  }
  const faces = [...twins.values()].map((twin) => faceOf(twin, { brokerUrl, username, password, version }));
  const panel = await servePanel([...twins.values()], options.panelPort);
  return {
    panelUrl: panel.url,
    twin: (id) => {
      const twin = twins.get(id);
      if (!twin) throw new Error(`no lock ${id}`);
      return twin;
    },
    stop: async () => {
      await panel.close();
      await Promise.all(faces.map((face) => face.stop()));
      await journal.close();
    },
  };
}

/** What its door speaks on the building's broker. */
export function faceOf(twin: LiveTwin, line: FaceLine): Face {
  const { face = { make: 'native' } } = twin.options;
  if (face.make === 'zigbee2mqtt') return zigbeeFace(twin, face, line);
  if (face.make === 'zwave-js-ui') return zwaveFace(twin, face, line);
  if (face.make === 'nuki_hub') return nukiFace(twin, face, line);
  return nativeFace(twin, line);
}
