import { Gallery } from '../../mobile/files/Gallery.tsx';
import type { SurfaceKit } from '../form-view-context.ts';
import { later } from '../later.tsx';
import { readingWith } from '../Reading.tsx';
import { FieldControl } from './registry.tsx';

/** How the phone draws fields. */
export const phoneKit: SurfaceKit = {
  surface: 'phone',
  Control: FieldControl,
  Reading: readingWith({
    Gallery,
    Rows: later(async () => (await import('./SubformField.tsx')).ReadRows, 220),
  }),
};
