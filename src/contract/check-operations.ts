import type { Contract } from './document.ts';
import type { Answer, Policy } from './operation.ts';

/** An operation of any contract: its handler takes the call of that operation. */
export interface AnyOperation {
  policy: Policy;
  handle(call: never): Promise<Answer>;
}

/**
 * Throws, naming all of them, when an operation of the contract has no handler or no policy, when a handler stands behind no
 * operation, or when an operation that the contract opens to everybody has a policy that does not.
 */
export function checkOperations(contract: Contract, operations: Readonly<Record<string, Partial<AnyOperation> | undefined>>): void {
  const known = new Set(contract.operations.map(({ id }) => id));
  const wrong = [
    ...contract.operations.flatMap(({ id, secured }) => {
      const operation = operations[id];
      if (!operation?.handle) return [`${id} has no handler`];
      if (!operation.policy) return [`${id} has no policy`];
      const open = operation.policy.allows({ kind: 'anonymous' });
      if (open === secured) return [`${id} is ${secured ? 'secured' : 'open'} in the contract but its policy is "${operation.policy.name}"`];
      return [];
    }),
    ...Object.keys(operations).filter((id) => !known.has(id)).map((id) => `${id} is not in the contract`),
  ];
  if (wrong.length > 0) throw new Error(`the operations do not fit the contract:\n  ${wrong.join('\n  ')}`);
}
