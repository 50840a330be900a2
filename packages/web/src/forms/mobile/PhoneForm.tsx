import './forms.css';
import '../controls/controls.css';
import { FormCanvas, type FormViewProps } from '../FormCanvas.tsx';
import { phoneKit } from './kit.tsx';

/** A form on the phone's own pages. */
export function PhoneForm(props: FormViewProps) {
  return <FormCanvas kit={phoneKit} {...props} />;
}
