/** What filling a form needs, asked once and kept for when there is no signal. */
import { recordErrors } from '@anshao/core/forms/record-errors.ts';
import { openForm } from '@anshao/core/forms/records.ts';
import { queryOptions } from '@tanstack/react-query';
import { asApiProblem, callApi } from '../../base/api.ts';
import { addSentences } from '../../base/sentences.ts';
import type { OpenForm } from '../../form-records/open-form.ts';
import { type Answer, askOrKept, keptAnswer } from '../storage/kept-answer.ts';

// Comes with the first page of forms, not with the first page of all.
addSentences(recordErrors);

const keyOf = (form: string, community: string | undefined) => ['openForm', form, community ?? ''] as const;

/** An answer is new for so many milliseconds: it came for this very page. */
export const justAsked = 5_000;

export function openFormQuery(form: string, community: string | undefined) {
  return queryOptions({
    queryKey: keyOf(form, community),
    queryFn: async ({ client }) => {
      const answer = await opened(form, community);
      // Answered for the only community there is: what is asked for that one next is known already.
      const own = community === undefined ? answer.value.community : null;
      if (own && !client.getQueryData(keyOf(form, own))) client.setQueryData(keyOf(form, own), answer);
      return answer;
    },
  });
}

const nameOf = (form: string, community: string | undefined) => `form ${form} ${community ?? ''}`;

async function opened(form: string, community: string | undefined): Promise<Answer<OpenForm>> {
  try {
    return await askOrKept(nameOf(form, community), () =>
      callApi(openForm, { params: { form }, query: { community } }),
    );
  } catch (error) {
    // Never opened for this community while there was signal: the form itself was fetched ahead, and what differs from
    // place to place the server looks at when the record arrives.
    const general =
      community !== undefined && asApiProblem(error).isTransient
        ? await keptAnswer<OpenForm>(nameOf(form, undefined))
        : undefined;
    if (!general) throw error;
    return general;
  }
}
