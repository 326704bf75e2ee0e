import type { Language } from '../../kernel/text.ts';

/** What somebody reads when the fault is ours: nothing of what went wrong, only the number under which we find it back. */
const INCIDENT: Record<Language, { title: string; detail: (incident: string) => string }> = {
  nl: { title: 'Er liep iets mis bij ons', detail: (incident) => `Probeer later opnieuw. Blijft het misgaan, meld ons dan dit nummer: ${incident}.` },
  en: { title: 'Something went wrong on our side', detail: (incident) => `Try again later. If it keeps going wrong, tell us this number: ${incident}.` },
  fr: { title: 'Une erreur s’est produite chez nous', detail: (incident) => `Réessayez plus tard. Si cela persiste, communiquez-nous ce numéro : ${incident}.` },
};

export const incidentTitle = (language: Language): string => INCIDENT[language].title;
export const sayIncident = (incident: string, language: Language): string => INCIDENT[language].detail(incident);
