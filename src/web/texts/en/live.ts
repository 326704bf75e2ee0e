/** What pages say of what changed while one looks. */
export const live = {
  live: {
    gone: 'This request has been dealt with in the meantime.',
    waiting: (count: number) => (count === 0 ? 'No requests are waiting for you.' : count === 1 ? 'One request is waiting for you.' : `${count} requests are waiting for you.`),
  },
};
