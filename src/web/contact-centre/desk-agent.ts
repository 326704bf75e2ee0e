import { mustBeAgent } from '../../identity/standing.ts';
import type { SignedIn } from '../../kernel/actor.ts';
import type { View } from '../view.ts';

/** The reader as an agent with a caller on the line: whatever they do here came in by phone. Refuses `not-signed-in` and `not-allowed`. */
export const agentOf = (view: View): SignedIn => ({ ...mustBeAgent(view.actor), channel: 'phone' });
