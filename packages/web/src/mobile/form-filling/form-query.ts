/** What filling a form needs, asked once and kept for when there is no signal. */
import { appsErrors } from '@anshao/core/apps/errors.ts';
import { formsErrors } from '@anshao/core/forms/errors.ts';
import { recordErrors } from '@anshao/core/forms/record-errors.ts';
import { openForm } from '@anshao/core/forms/records.ts';
import { queryOptions } from '@tanstack/react-query';
import { callApi } from '../../base/api.ts';
import { addSentences } from '../../base/sentences.ts';
import { askOrKept } from '../storage/kept-answer.ts';

// Comes with the first page of forms, not with the first page of all.
addSentences({ ...formsErrors, ...recordErrors, ...appsErrors });

export function openFormQuery(form: string, community: string | undefined) {
  return queryOptions({
    queryKey: ['openForm', form, community ?? ''],
    queryFn: () =>
      askOrKept(`form ${form} ${community ?? ''}`, () => callApi(openForm, { params: { form }, query: { community } })),
  });
}
