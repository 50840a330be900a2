/** Events in plain words; one that is not known here shows its own name. */
import { type DeskText, t } from '../text.ts';

const words: Readonly<Record<string, DeskText>> = {
  'dailyReports.filed': 'eventFiled',
  'dailyReports.amended': 'eventAmended',
  'dailyReports.urged': 'eventUrged',
  'dailyReports.anomalyResolved': 'eventResolved',
  'dailyReports.resolutionUndone': 'eventUndone',
  'dailyReports.anomalyVerified': 'eventVerified',
  'dailyReports.itemsChanged': 'eventItems',
  'apps.settingsChanged': 'eventSettings',
  'files.uploaded': 'eventUploaded',
  'forms.published': 'eventPublished',
  'plans.updated': 'eventPlan',
  'tasks.missed': 'eventMissed',
};

export function eventWord(type: string): string {
  const word = words[type];
  return word ? t(word) : type;
}
