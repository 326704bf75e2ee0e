import type { doorHelp as nl } from '../nl/door-help.ts';

export const doorHelp: typeof nl = {
  doorHelp: {
    title: 'Aide à la porte',
    lead: 'Ce que vous faites ici est conservé avec votre motif. La personne qui a réservé peut le voir.',
    leadLock: 'Ce que vous faites ici est conservé avec votre motif.',
    reason: 'Pourquoi ?',
    reasonMissing: 'Indiquez pourquoi.',
    door: 'Quelle porte ?',
    doorMissing: 'Choisissez la porte.',
    unlock: {
      title: 'Ouvrir la porte à distance',
      lead: 'Ne le faites que si vous savez avec certitude qui est à la porte. La serrure reçoit la demande une seule fois, et pas plus tard.',
      button: 'Ouvrir la porte maintenant',
      closed: 'Seulement pendant que le code de cette réservation fonctionne. Un gestionnaire du bâtiment peut aussi le faire en dehors.',
      none: 'Aucune de ces portes ne peut être ouverte à distance pour le moment.',
    },
    cannot: { 'not-openable': 'ne peut pas être ouverte à distance', 'not-reachable': 'pas de connexion avec le bâtiment' },
    code: {
      title: 'Remplacer le code',
      lead: 'Quelqu’un connaît le code et ne devrait pas ? L’ancien code ne fonctionne plus dès que la serrure a le nouveau. Les personnes qui l’ont vu et ouvrent la porte reçoivent un mail, sans chiffres.',
      button: 'Donner un nouveau code à la porte',
    },
    repair: {
      title: 'Vérifier à nouveau la serrure',
      lead: 'Nous demandons à la serrure ce qu’elle contient, et remettons ou retirons ce qui n’est pas correct. Un code abandonné après de nombreux essais en reçoit de nouveaux.',
      button: 'Vérifier la serrure',
    },
    done: 'Ce que le personnel a fait',
    actions: { 'unlock-door': 'Ouvrir la porte à distance', 'reissue-code': 'Remplacer le code', 'repair-door': 'Vérifier la serrure' },
    outcomes: {
      waiting: 'Demandé. Nous attendons la serrure.',
      done: 'La serrure indique que la porte est ouverte. Elle décide elle-même quand elle se referme.',
      unconfirmed: 'La serrure n’a rien confirmé. La porte est peut-être ouverte : demandez-le.',
      unreachable: 'La serrure était injoignable. La porte ne s’est pas ouverte et ne s’ouvrira pas plus tard d’elle-même.',
      refused: 'La serrure ne l’a pas fait. La porte ne s’est pas ouverte.',
    },
    line: (when, by) => `${when}, ${by}`,
    faults: {
      'door-window-closed': 'Le code de cette réservation ne fonctionne pas maintenant, le centre de contact ne peut donc pas ouvrir la porte.',
      'lock-not-reachable': 'Il n’y a pas de connexion avec le bâtiment. La porte ne s’est pas ouverte.',
      'lock-not-openable': 'Cette porte ne peut pas être ouverte à distance.',
      'too-many-requests': 'Cette porte a été ouverte 5 fois en 10 minutes. Attendez un peu.',
      'wrong-state': 'Ce code ne fonctionne plus, il n’est donc pas remplacé.',
      'no-code-for-this-hall': 'Cette réservation n’a pas de code.',
      'no-code-left': 'Il n’y a plus d’autre code pour cette serrure. L’ancien continue de fonctionner.',
    },
    spare: { ready: 'La serrure n’a pas confirmé le code, mais elle contient un code de réserve. Vous le voyez avec le code.', title: 'Code de réserve', hint: 'La porte ne s’ouvre pas avec le code ? Utilisez le code de réserve. Il est réservé à cette réservation.' },
  },
};
