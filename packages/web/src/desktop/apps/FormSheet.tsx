import { appsText } from '../../apps/apps-text.ts';
import { SheetUpload } from '../records/SheetUpload.tsx';

/** The Excel sheet out of which a form is read. */
export function FormSheet({ done }: { readonly done: (file: string) => void }) {
  return <SheetUpload accept=".xlsx" invitation={appsText('sheetDrop')} hint={appsText('sheetDropHint')} take={done} />;
}
