/** All catalogues joined: the one place that knows every error code. */
import { accessErrors } from '../access/errors.ts';
import { baseErrors, type ErrorCatalogue, type ErrorEntry, wordError } from '../base/errors.ts';
import { dailyReportsErrors } from '../daily-reports/errors.ts';
import { filesErrors } from '../files/errors.ts';
import { dictionaryErrors } from '../forms/dictionary-errors.ts';
import { adviceMessages, formsErrors, usageMessages } from '../forms/errors.ts';
import { formImportErrors } from '../forms/import-errors.ts';
import { recordErrors } from '../forms/record-errors.ts';
import { messagingErrors } from '../messaging/errors.ts';
import { orgErrors } from '../org/errors.ts';
import { plansErrors } from '../plans/errors.ts';
import { appsErrors, packageMessages } from './errors.ts';

export const allErrors: ErrorCatalogue = {
  ...baseErrors,
  ...accessErrors,
  ...orgErrors,
  ...filesErrors,
  ...recordErrors,
  ...formImportErrors,
  ...messagingErrors,
  ...formsErrors,
  ...dictionaryErrors,
  ...usageMessages,
  ...adviceMessages,
  ...plansErrors,
  ...dailyReportsErrors,
  ...appsErrors,
  ...packageMessages,
};

export function errorEntry(code: string): ErrorEntry | undefined {
  return Object.hasOwn(allErrors, code) ? allErrors[code] : undefined;
}

/** The sentence of a problem; an unknown code (a newer server) gives undefined. */
export function errorSentence(
  code: string,
  language: 'zh' | 'en',
  details?: Readonly<Record<string, unknown>>,
): string | undefined {
  const entry = errorEntry(code);
  return entry && wordError(entry, language, details);
}
