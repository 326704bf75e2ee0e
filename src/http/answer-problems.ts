import type { Middleware, ParameterizedContext } from 'koa';
import { isRefusal, Refusal } from '../kernel/refusal.ts';
import type { RequestState } from '../contract/request-state.ts';
import { sqlState, translateBusy } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { incidentProblem, problemOf, refusalFor, refusalOf, retryAfter, type Problem } from './problems.ts';

/** A problem as a page, for somebody with a browser. */
export type ProblemPage = (problem: Problem, state: RequestState) => string;

interface ProblemOptions {
  log: Log;
  /** Absent: everybody gets problem+json. */
  page?: ProblemPage | undefined;
}

/** Turns whatever went wrong, also that nobody answered, into one kind of answer. What broke on our side goes to the log only. */
export const answerProblems = ({ log, page }: ProblemOptions): Middleware<RequestState> => async (ctx, next) => {
  try {
    await next();
    if (ctx.body === undefined && UNANSWERED.has(ctx.status) && ctx.respond !== false) throw refusalFor(ctx.status);
  } catch (thrown) {
    const { requestId, language } = ctx.state;
    const gone = databaseGone(thrown);
    if (gone) log.error({ err: thrown, requestId }, 'the database cannot be reached');
    const refusal = gone ? new Refusal('busy') : refusalOf(translateBusy(thrown));
    const problem = refusal ? problemOf(refusal, language) : incidentProblem(language);
    if (!refusal) log.error({ err: thrown, incident: problem.incident, requestId }, 'a request failed');
    const seconds = refusal && retryAfter(refusal);
    if (seconds !== undefined) ctx.set('Retry-After', String(seconds));
    send(ctx, problem, page);
  }
};

const UNANSWERED = new Set([404, 405, 501]);

function send(ctx: ParameterizedContext<RequestState>, problem: Problem, page: ProblemPage | undefined): void {
  ctx.status = problem.status;
  ctx.remove('ETag');
  ctx.set('Cache-Control', 'no-store');
  if (page && wantsPage(ctx)) {
    ctx.type = 'html';
    ctx.body = page(problem, ctx.state);
  } else {
    ctx.type = 'application/problem+json';
    ctx.body = JSON.stringify(problem);
  }
}

const wantsPage = (ctx: ParameterizedContext<RequestState>): boolean =>
  !ctx.path.startsWith('/v1/') && !ctx.path.startsWith('/webhooks/') && ctx.accepts('json', 'html') === 'html';

/** Connection refused, cut or not yet accepted: PostgreSQL classes 08 and 57P, and what the socket says. */
function databaseGone(thrown: unknown): boolean {
  if (isRefusal(thrown)) return false;
  const state = sqlState(thrown) ?? '';
  return /^(08...|57P..)$/.test(state) || (thrown instanceof Error && 'syscall' in thrown && ['ECONNREFUSED', 'ECONNRESET', 'ENOENT'].includes(state) && thrown.syscall === 'connect');
}
