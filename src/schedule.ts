/**
 * What happens when, on one screen: graphile-worker's crontab, in UTC. A round that is missed is not made up for: the next one
 * finds the same work. Each is hygiene or a safety net; nothing that a visitor waits for hangs on it.
 */
export const crontab = `
* * * * *    expire-holds     ?max=1
* * * * *    poll-payments    ?max=1&jobKey=poll-payments&queue=poll-payments
*/10 * * * * sweep-claims     ?max=1
*/15 * * * * remind           ?max=1
15 3 * * *   return-deposits  ?max=3
0 7 * * *    ask-for-feedback ?max=3
40 2 * * *   tidy-up          ?max=3
`;
