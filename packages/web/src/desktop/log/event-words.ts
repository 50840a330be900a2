/** Events in plain words; one that is not known here shows its own name. */
import { type DeskText, t } from '../text.ts';

const words: Readonly<Record<string, DeskText>> = {
  'access.accountGiven': 'eventAccountGiven',
  'access.apiKeyCreated': 'eventKeyMade',
  'access.apiKeyRevoked': 'eventKeyRevoked',
  'access.bound': 'eventBound',
  'access.changeApproved': 'eventChangeApproved',
  'access.changeRejected': 'eventChangeRejected',
  'access.changeRequested': 'eventChangeRequested',
  'access.consented': 'eventConsented',
  'access.firstAdministratorMade': 'eventFirstAdministrator',
  'access.passwordChanged': 'eventPassword',
  'access.signedIn': 'eventSignedIn',
  'access.signedOut': 'eventSignedOut',
  'apps.settingsChanged': 'eventSettings',
  'dailyReports.amended': 'eventAmended',
  'dailyReports.anomalyResolved': 'eventResolved',
  'dailyReports.anomalyVerified': 'eventVerified',
  'dailyReports.filed': 'eventFiled',
  'dailyReports.itemsChanged': 'eventItems',
  'dailyReports.resolutionUndone': 'eventUndone',
  'dailyReports.urged': 'eventUrged',
  'files.cleaned': 'eventFilesCleaned',
  'files.originalOpened': 'eventOriginal',
  'files.removed': 'eventFileRemoved',
  'files.uploaded': 'eventUploaded',
  'forms.published': 'eventPublished',
  'messaging.failed': 'eventMessageFailed',
  'messaging.read': 'eventMessageRead',
  'messaging.sent': 'eventMessageSent',
  'org.communityChanged': 'eventCommunityChanged',
  'org.communityCreated': 'eventCommunityCreated',
  'org.companyChanged': 'eventCompanyChanged',
  'org.companyCreated': 'eventCompanyCreated',
  'org.directoryExported': 'eventExported',
  'org.districtsLoaded': 'eventDistricts',
  'org.importConfirmed': 'eventImportConfirmed',
  'org.importDone': 'eventImportDone',
  'org.mobileRevealed': 'eventRevealed',
  'org.postEnded': 'eventPostEnded',
  'org.postStarted': 'eventPostStarted',
  'plans.updated': 'eventPlan',
  'tasks.missed': 'eventMissed',
};

export function eventWord(type: string): string {
  const word = words[type];
  return word ? t(word) : type;
}
