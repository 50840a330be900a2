import { Link } from 'wouter';
import { Mark } from '../../base/marks.tsx';
import type { Refusal } from '../queue/submission.ts';
import { text } from '../text.ts';

export interface RefusalNoticeProps {
  readonly refusal: Refusal;
  readonly recordId: string | null;
  /** Asks the server anew and keeps the draft. */
  readonly onReload: () => Promise<void>;
}

/** Why the server did not take the report, and the one thing to do about it. Nothing typed is lost. */
export function RefusalNotice({ refusal, recordId, onReload }: RefusalNoticeProps) {
  const isFiled = refusal.code === 'daily-reports.already-filed';
  return (
    <div className="refusal" role="alert">
      <p>
        <Mark level="major" size={16} />
        <b>{text('notAccepted')}</b>
      </p>
      <p>{refusal.message}</p>
      {refusal.problems.length > 0 && (
        <ul>
          {refusal.problems.map((problem) => (
            <li key={problem.path}>{problem.message}</li>
          ))}
        </ul>
      )}
      <p className="note">{text('draftKept')}</p>
      {isFiled && recordId ? (
        <Link href={`/filed/${recordId}`} className="mbtn soft">
          {text('openFiled')}
        </Link>
      ) : (
        <button type="button" className="mbtn soft" onClick={() => void onReload()}>
          {isFiled ? text('openFiled') : text('reloadItems')}
        </button>
      )}
    </div>
  );
}
