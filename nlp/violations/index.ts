import type { Detector } from './detector';
import { absoluteTerms } from './absolute-terms';
import { adApprovalInvalid } from './ad-approval-invalid';
import { appearanceAnxiety } from './appearance-anxiety';
import { bannedOnlineSale } from './banned-online-sale';
import { beyondLabel } from './beyond-label';
import { citationPatent } from './citation-patent';
import { comparison } from './comparison';
import { controlledSlang } from './controlled-slang';
import { cosmEfficacy } from './cosm-efficacy';
import { cosmMedical } from './cosm-medical';
import { cureRate } from './cure-rate';
import { deviceLabelMismatch } from './device-label-mismatch';
import { disguisedAd } from './disguised-ad';
import { drugRecycling } from './drug-recycling';
import { efficacyGuarantee } from './efficacy-guarantee';
import { endorsement } from './endorsement';
import { evasion } from './evasion';
import { fakeApprovalNo } from './fake-approval-no';
import { falseAd } from './false-ad';
import { foodHealthClaim } from './food-health-claim';
import { giftDrug } from './gift-drug';
import { hfDisease } from './hf-disease';
import { hfNecessary } from './hf-necessary';
import { hfNoWarning } from './hf-no-warning';
import { illegalAdditionRisk } from './illegal-addition-risk';
import { inducement } from './inducement';
import { medicalServiceAd } from './medical-service-ad';
import { minorAd } from './minor-ad';
import { missingWarning } from './missing-warning';
import { nonMedTherapy } from './non-med-therapy';
import { notLabelledAd } from './not-labelled-ad';
import { noAdApproval } from './no-ad-approval';
import { noCertDisplay } from './no-cert-display';
import { privateTrade } from './private-trade';
import { rxDisplay } from './rx-display';
import { rxMassAd } from './rx-mass-ad';
import { rxNoPrescription } from './rx-no-prescription';
import { sfmpPassingOff } from './sfmp-passing-off';
import { specialDrugAd } from './special-drug-ad';
import { stateOrgName } from './state-org-name';
import { suspectFakeDrug } from './suspect-fake-drug';
import { unapprovedImport } from './unapproved-import';
import { unlicensedSale } from './unlicensed-sale';
import { unregisteredDevice } from './unregistered-device';

/** Every detector, in the order of the code table; one line each. */
export const detectors: readonly Detector[] = [
  rxMassAd,
  specialDrugAd,
  efficacyGuarantee,
  cureRate,
  comparison,
  endorsement,
  noAdApproval,
  adApprovalInvalid,
  missingWarning,
  beyondLabel,
  absoluteTerms,
  inducement,
  disguisedAd,
  notLabelledAd,
  stateOrgName,
  minorAd,
  citationPatent,
  falseAd,
  nonMedTherapy,
  foodHealthClaim,
  hfDisease,
  hfNecessary,
  hfNoWarning,
  sfmpPassingOff,
  cosmMedical,
  cosmEfficacy,
  medicalServiceAd,
  appearanceAnxiety,
  unregisteredDevice,
  deviceLabelMismatch,
  noCertDisplay,
  unlicensedSale,
  bannedOnlineSale,
  rxNoPrescription,
  rxDisplay,
  giftDrug,
  unapprovedImport,
  fakeApprovalNo,
  suspectFakeDrug,
  illegalAdditionRisk,
  drugRecycling,
  privateTrade,
  controlledSlang,
  evasion,
];
