import { useEffect } from 'react';
import { Attachments } from '../../desktop/records/Attachments.tsx';
import { loadOutgoing } from '../../files/outgoing.ts';
import '../controls/controls.css';
import { FormCanvas, type FormViewProps } from '../FormCanvas.tsx';
import type { SurfaceKit } from '../form-view-context.ts';
import { readingWith } from '../Reading.tsx';
import { FieldControl } from './registry.tsx';
import { ReadRows } from './SubformField.tsx';

/** How the desk draws fields. */
export const deskKit: SurfaceKit = {
  surface: 'desk',
  Control: FieldControl,
  Reading: readingWith({ Gallery: Attachments, Rows: ReadRows }),
};

/** A form on the desk. */
export function DeskForm(props: FormViewProps) {
  // What an earlier visit did not finish sending goes on.
  useEffect(() => void loadOutgoing(), []);
  return <FormCanvas kit={deskKit} {...props} />;
}
