import type { Make, Trick } from './tricks.ts';

/** What the panel calls each make. */
export const MAKE_WORDS: Readonly<Record<Make, string>> = { native: 'Openzaal', zigbee2mqtt: 'Zigbee2MQTT', 'zwave-js-ui': 'Z-Wave JS UI', nuki_hub: 'Nuki' };

/** When such a lock gets a code, for somebody who wonders where it is. */
export const HABIT_WORDS: Readonly<Record<Make, string>> = {
  native: 'Kent tijden: krijgt een code tot drie dagen vooraf en houdt ze zelf dicht buiten haar uren.',
  zigbee2mqtt: 'Kent geen tijden: krijgt een code drie kwartier tot anderhalf uur vooraf en raakt ze kwijt zodra de uren om zijn.',
  'zwave-js-ui': 'Krijgt een code drie kwartier tot anderhalf uur vooraf, of lang vooraf als het met een tijdschema werkt.',
  nuki_hub: 'Kent tijden, één venster per code: krijgt een code tot drie dagen vooraf en houdt ze zelf dicht buiten haar uren.',
};

export const TRICK_WORDS: Readonly<Record<Trick, string>> = {
  ignores_writes: 'Zegt ja op een nieuwe code, en zet ze niet op het slot',
  reports_failure: 'Zet de code op het slot, en meldt dat het mislukte',
  answers_nothing: 'Doet wat gevraagd is, en antwoordt niet',
  ignores_deletes: 'Zegt dat een code weg is, en ze opent nog',
  repeats_old_state: 'Herhaalt een oude toestand naast de nieuwe',
  exposes_pins: 'Toont cijfers (expose_pin staat aan)',
  leaves_unconfirmed: 'Zet de code op het slot zonder bevestiging (255)',
  refuses_silently: 'Weigert gelijke cijfers zonder het te zeggen',
  cuts_list: 'Kapt de lijst af op tien codes',
  cuts_bytes: 'Kapt de lijst af op 4.096 tekens',
  loses_windows: 'Verliest de uren van een nieuwe code',
  hides_last_seen: 'Zegt niet wanneer het slot laatst gehoord is (last_seen staat uit)',
  lacks_user_codes: 'Aanvaardt geen codes (geen toetsenblok)',
};
