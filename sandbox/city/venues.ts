import type { VenueDraft } from './drafts.ts';
import { abdijVanPark } from './venues/abdij-van-park.ts';
import { brooss } from './venues/brooss.ts';
import { casablanca } from './venues/casablanca.ts';
import { deBosstraat } from './venues/de-bosstraat.ts';
import { deWijnpers } from './venues/de-wijnpers.ts';
import { minnepoort } from './venues/minnepoort.ts';
import { opek } from './venues/opek.ts';
import { heverlee } from './venues/oud-gemeentehuis-heverlee.ts';
import { kesselLo } from './venues/oud-gemeentehuis-kessel-lo.ts';
import { wilsele } from './venues/oud-gemeentehuis-wilsele.ts';
import { predikherenkerk } from './venues/predikherenkerk.ts';
import { provinciehuis } from './venues/provinciehuis.ts';
import { scheutsite } from './venues/scheutsite.ts';
import { schoolAanDeVaart } from './venues/school-aan-de-vaart.ts';
import { schouwburg } from './venues/schouwburg.ts';
import { sintMaartensdal } from './venues/sint-maartensdal.ts';
import { sojo } from './venues/sojo.ts';
import { rijschool } from './venues/sporthal-rijschool.ts';
import { stadhuis } from './venues/stadhuis.ts';
import { stadskantoor } from './venues/stadskantoor.ts';
import { stelplaats } from './venues/stelplaats.ts';
import { tweebronnen } from './venues/tweebronnen.ts';
import { wagehuys } from './venues/wagehuys.ts';
import { ymeria } from './venues/ymeria.ts';

/** Every venue of the demo city, by directorate. */
export const VENUES: readonly VenueDraft[] = [
  tweebronnen, schouwburg, wagehuys, minnepoort, predikherenkerk, opek,
  deBosstraat, kesselLo, heverlee, wilsele, scheutsite, casablanca, sintMaartensdal,
  deWijnpers, rijschool, ymeria, stelplaats,
  sojo, brooss, schoolAanDeVaart,
  stadskantoor, stadhuis, abdijVanPark,
  provinciehuis,
];
