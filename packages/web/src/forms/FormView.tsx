/**
 * A form on the desk's pages: with the desk's own controls, or as a phone shows it (in a frame of its own, so that the
 * sheets of both surfaces never meet). The phone's pages take `mobile/PhoneForm.tsx`, which knows nothing of the desk.
 */

import type { FormViewProps } from './FormCanvas.tsx';
import { later } from './later.tsx';

export type { FormHandle, FormViewProps } from './FormCanvas.tsx';

const DeskForm = later(async () => (await import('./desktop/DeskForm.tsx')).DeskForm, 320);
const PhoneFrame = later(async () => (await import('./PhoneFrame.tsx')).PhoneFrame, 640);

export interface SurfaceFormProps extends FormViewProps {
  readonly surface: 'phone' | 'desk';
  /** The phone's larger type; only there. */
  readonly isElder?: boolean;
}

export function FormView({ surface, isElder, ...props }: SurfaceFormProps) {
  return surface === 'phone' ? <PhoneFrame isElder={isElder ?? false} {...props} /> : <DeskForm {...props} />;
}
