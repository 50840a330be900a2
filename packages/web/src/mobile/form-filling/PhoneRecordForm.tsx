/** Forms as the phone draws them; the controls come when a form is opened. */
import type { RefObject } from 'react';
import { recordText } from '../../form-records/record-text.ts';
import type { FormHandle } from '../../forms/FormCanvas.tsx';
import { PhoneForm } from '../../forms/mobile/PhoneForm.tsx';
import type { Complaint } from '../frame/complaint.ts';

export const PhoneRecordForm = PhoneForm;

/** How much is still to be filled in or corrected, and the way to the first of it. */
export function tellProblems(form: RefObject<FormHandle | null>, complaint: Complaint): void {
  const problems = form.current?.problems() ?? [];
  if (problems[0]) form.current?.goTo(problems[0].path);
  complaint.tell(recordText('fixFirst', { n: problems.length }), () => (form.current?.problems() ?? []).length === 0);
}
