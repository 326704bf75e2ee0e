/** What pages say of what changed while one looks. */
export const live = {
  live: {
    gone: 'Deze aanvraag is intussen behandeld.',
    waiting: (count: number) => (count === 0 ? 'Geen aanvragen die op u wachten.' : count === 1 ? 'Eén aanvraag wacht op u.' : `${count} aanvragen wachten op u.`),
  },
};
