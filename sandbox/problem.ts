/** Something the person who started the sandbox can put right: print the message alone, the stack would only hide it. */
export class SandboxProblem extends Error {
  override readonly name = 'SandboxProblem';
}
