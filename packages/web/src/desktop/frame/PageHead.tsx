import { type ReactNode, useEffect } from 'react';
import { t } from '../text.ts';

/** Title of the page, a quiet note beside it, and the actions at the right. */
export function PageHead({ title, note, children }: { title: string; note?: ReactNode; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title]);
  return (
    <div className="page-head no-print">
      <h1>{title}</h1>
      {note ? <span className="note">{note}</span> : null}
      <span className="spread" />
      {children}
    </div>
  );
}
