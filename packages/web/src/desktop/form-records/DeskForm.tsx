/** Forms as the desk draws them. */
import type { FormHandle, FormViewProps } from '../../forms/FormCanvas.tsx';
import { FormView } from '../../forms/FormView.tsx';

export function DeskForm(props: FormViewProps) {
  return <FormView surface="desk" {...props} />;
}

export function goToFirstProblem(form: FormHandle | null): void {
  const [first] = form?.problems() ?? [];
  if (first) form?.goTo(first.path);
}
