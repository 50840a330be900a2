import type { CompiledForm } from '@anshao/core/forms/compile.ts';
import { Mark } from '../../base/marks.tsx';
import { recordText } from '../../form-records/record-text.ts';
import { tellProblem } from '../../forms/problem-places.ts';
import type { Refusal } from '../queue/submission.ts';
import { text } from '../text.ts';

/** Why the server did not take the record; each value that is wrong leads to its field. Nothing typed is lost. */
export function RecordRefusal({
  form,
  refusal,
  tell,
  askAgain,
}: {
  form: CompiledForm;
  refusal: Refusal;
  tell: (path: string) => void;
  askAgain: () => Promise<void>;
}) {
  return (
    <div className="refusal" role="alert">
      <p>
        <Mark level="major" size={16} />
        <b>{recordText('refusedTitle')}</b>
      </p>
      <p>{refusal.message}</p>
      {refusal.problems.length > 0 ? (
        <ul>
          {refusal.problems.map((problem) => (
            <li key={`${problem.path} ${problem.message}`}>
              <button type="button" className="link" onClick={() => tell(problem.path)}>
                {tellProblem(form, { code: '', ...problem })}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <p className="note">{recordText('refusedKept')}</p>
      <button type="button" className="mbtn soft" onClick={() => void askAgain()}>
        {text('retry')}
      </button>
    </div>
  );
}
