/** What pages say of what changed while one looks. */
export const live = {
  live: {
    gone: 'Cette demande a été traitée entre-temps.',
    waiting: (count: number) => (count === 0 ? 'Aucune demande ne vous attend.' : count === 1 ? 'Une demande vous attend.' : `${count} demandes vous attendent.`),
  },
};
