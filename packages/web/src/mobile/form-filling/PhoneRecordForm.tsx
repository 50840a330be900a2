/** Forms as the phone draws them; the controls come when a form is opened. */
import type { FormHandle } from '../../forms/FormCanvas.tsx';
import { PhoneForm } from '../../forms/mobile/PhoneForm.tsx';

export const PhoneRecordForm = PhoneForm;

export function goToFirstProblem(form: FormHandle | null): void {
  const [first] = form?.problems() ?? [];
  if (first) form?.goTo(first.path);
}
