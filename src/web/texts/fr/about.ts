import type { about as nl } from '../nl/about.ts';

export const about: typeof nl = {
  accessibilityStatement: {
    title: 'Déclaration d’accessibilité',
    lead: (city) =>
      `La Ville de ${city} veut que chacun puisse trouver, réserver et ouvrir une salle. Cette déclaration concerne ce site. Elle suit le décret flamand de gouvernance du 7 décembre 2018, qui transpose la directive (UE) 2016/2102.`,
    standard: {
      title: 'La norme',
      body: 'Nous suivons la norme européenne EN 301 549 V3.2.1, et allons plus loin : nous évaluons selon les Web Content Accessibility Guidelines (WCAG) 2.2, niveau AA.',
    },
    status: {
      title: 'Où en sommes-nous ?',
      body: 'Ce site est partiellement conforme : à part les points ci-dessous, il respecte la norme.',
    },
    missing: {
      title: 'Ce qui n’est pas encore accessible',
      items: [
        'Les plans des salles sont des dessins. Ce qu’ils montrent, comme les portes, la scène et la disposition, se lit aussi dans le texte de la page de la salle. Les mesures ne sont que sur le dessin.',
        'Les documents que les bâtiments fournissent, comme les règlements, peuvent contenir des mots difficiles. Nous les expliquons si vous appelez.',
        'La connexion et le paiement se font sur des sites d’autres services (l’Autorité flamande et Mollie). Ils ont leur propre déclaration.',
        'Les textes des bâtiments ne sont pas tous traduits. Là où une traduction manque, le texte néerlandais est affiché.',
      ],
    },
    tested: {
      title: 'Comment nous vérifions',
      body: 'Cette déclaration repose sur une évaluation interne. À chaque modification, les pages sont vérifiées automatiquement dans un vrai navigateur (avec axe), sur des écrans de 320 à 1280 pixels de large. Nous parcourons la recherche, la réservation et l’annulation au clavier seul, et sans JavaScript. Une étude avec des personnes en situation de handicap reste à faire.',
    },
    date: {
      title: 'Quand',
      body: 'Cette déclaration a été établie le 25 novembre 2026 et revue le 25 novembre 2026. Nous la revoyons à chaque modification importante, et au moins une fois par an.',
    },
    feedback: {
      title: 'Quelque chose ne fonctionne pas pour vous ?',
      body: 'Dites-le-nous : nous cherchons une solution avec vous et répondons dans les 30 jours. Entre-temps, nous réservons volontiers pour vous. Appelez le {phone} ou écrivez à {email}.',
    },
    enforcement: {
      title: 'Pas satisfait de notre réponse ?',
      body: (city) => `Vous pouvez alors vous adresser au service de médiation de la Ville de ${city}, puis au Service de médiation flamand : Leuvenseweg 86, 1000 Bruxelles,`,
      mail: 'klachten@vlaamseombudsdienst.be',
    },
  },
  privacyStatement: {
    title: 'Vie privée',
    lead: (city) => `Pour vous donner une salle, nous devons savoir quelque chose de vous. Lisez ici quoi, pourquoi et combien de temps. La Ville de ${city} est responsable de ces données.`,
    what: {
      title: 'Ce que nous gardons, et pourquoi',
      caption: 'Types de données, pourquoi nous en avons besoin et combien de temps nous les gardons',
      columns: { what: 'Quoi', why: 'Pourquoi', long: 'Combien de temps' },
      rows: [
        {
          what: 'Vos nom, adresse e-mail et téléphone, de votre profil officiel',
          why: 'Pour savoir qui réserve, et pouvoir vous joindre. Nous ne demandons pas votre numéro de registre national.',
          long: 'Tant que vous avez chez nous des réservations que nous devons garder',
        },
        {
          what: 'Pour quelles organisations vous pouvez agir',
          why: 'Pour calculer le bon prix, et ne laisser personne d’autre réserver au nom de votre association.',
          long: 'Tant que vous êtes membre, et ensuite avec les réservations que vous avez faites',
        },
        {
          what: 'Vos réservations : salle, moment, activité, nombre de personnes, remarques',
          why: 'Pour vous garder la salle. C’est notre convention avec vous.',
          long: 'Aussi longtemps que la loi le demande d’une administration : dix ans au plus pour ce qui a été payé',
        },
        {
          what: 'Les salles que vous gardez',
          why: 'Pour les garder à portée de main. Personne d’autre ne les voit.',
          long: 'Jusqu’à ce que vous les retiriez',
        },
        {
          what: 'Paiements et remboursements. Nous ne connaissons pas votre compte ou votre carte : cela reste chez Mollie.',
          why: 'Parce que la loi sur la comptabilité le demande.',
          long: 'Dix ans',
        },
        {
          what: 'Votre code d’accès, chiffré',
          why: 'Pour vous laisser entrer.',
          long: 'Jusqu’à un jour après qu’il ne fonctionne plus : nous l’effaçons alors',
        },
        {
          what: 'Qui ouvre la porte pour vous : nom, adresse e-mail et téléphone, tels que vous les indiquez',
          why: 'Pour envoyer à cette personne son propre lien vers la porte, et l’avertir si quelque chose change.',
          long: 'Jusqu’à un mois après la réservation : nous les effaçons alors',
        },
        {
          what: 'Quels e-mails nous vous avons envoyés, et s’ils sont arrivés',
          why: 'Pour savoir que vous êtes prévenu.',
          long: 'Aussi longtemps que la réservation dont ils parlent',
        },
        {
          what: 'Quel membre du personnel a consulté vos données, et quand',
          why: 'Pour éviter les abus, et pouvoir vous le montrer.',
          long: 'Tant que nous avons vos données. Ceci n’est jamais modifié ni effacé.',
        },
      ],
    },
    who: {
      title: 'Qui les voit',
      items: [
        'Les gestionnaires de la salle que vous réservez, et le centre de contact si vous nous appelez. Chaque consultation est écrite. Vous la voyez vous-même sous Mes données.',
        'Les représentants de l’association pour laquelle vous réservez.',
        'Mollie (paiement) et l’Autorité flamande (connexion) : seulement ce dont ils ont besoin pour cela.',
        'Personne d’autre. Nous ne vendons rien, n’affichons pas de publicité, ne vous mesurons pas, et ne décidons rien à votre sujet par ordinateur seul, sauf si une salle est libre.',
      ],
      link: 'Vers Mes données',
    },
    cookies: {
      title: 'Les cookies',
      lead: 'Seulement ce qu’il faut pour que le site fonctionne. C’est pourquoi nous ne vous demandons rien d’accepter.',
      caption: 'Les cookies de ce site',
      columns: { name: 'Nom', why: 'À quoi il sert', long: 'Combien de temps' },
      rows: [
        { name: '__Host-session', why: 'Retient que vous êtes connecté.', long: 'Jusqu’à votre déconnexion, 12 heures au plus' },
        { name: 'language', why: 'Retient la langue que vous avez choisie.', long: 'Un an' },
        { name: 'saved', why: 'Retient les salles que vous enregistrez, jusqu’à votre connexion.', long: 'Un an' },
      ],
    },
    rights: {
      title: 'Vos droits',
      body: 'Vous pouvez consulter vos données, les emporter, les faire corriger ou effacer, et vous opposer. Consulter et emporter se fait tout de suite, sous Mes données. Pour le reste : appelez le {phone} ou écrivez à {email}. Nous répondons dans le mois. Ce que la loi nous oblige à garder, nous ne pouvons l’effacer.',
    },
    contact: {
      title: 'Questions ou plainte ?',
      body: (city) => `Demandez le délégué à la protection des données de la Ville de ${city} : appelez le {phone} ou écrivez à {email}. Si notre réponse ne vous satisfait pas, vous pouvez vous adresser à la Commission de contrôle flamande (Koning Albert II-laan 15, 1210 Bruxelles) ou à l’Autorité de protection des données (rue de la Presse 35, 1000 Bruxelles).`,
    },
  },
};
