import type { FormChange } from '@anshao/core/forms/records.ts';
import { plainDate } from '../base/time.ts';
import { recordText } from './record-text.ts';

/** Every version of a form, newest first: when, by whom, and what was said about it. */
export function FormChangeRows({ rows }: { rows: readonly FormChange[] }) {
  return (
    <ol className="form-changes">
      {rows.map(({ version, publishedAt, publishedBy, note }) => (
        <li key={version}>
          <p>
            <b>{recordText('versionNumber', { version })}</b>
            <span className="when">
              {plainDate(publishedAt)} {publishedBy?.name ?? recordText('bySystem')}
            </span>
          </p>
          <p className={note === null ? 'when' : undefined}>{note ?? recordText('noNote')}</p>
        </li>
      ))}
    </ol>
  );
}
