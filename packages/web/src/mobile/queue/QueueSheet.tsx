import { openReport } from '@anshao/core/daily-reports/contract.ts';
import { Link, useLocation } from 'wouter';
import { asApiProblem, callApi } from '../../base/api.ts';
import { Mark } from '../../base/marks.tsx';
import { bracketDate, clock } from '../../base/time.ts';
import { allSent, outgoingFile, useOutgoing } from '../../files/outgoing.ts';
import { ask } from '../frame/ask.tsx';
import { Sheet } from '../frame/Sheet.tsx';
import { useOnline } from '../frame/SignalStrip.tsx';
import { showToast } from '../frame/toast.tsx';
import { text } from '../text.ts';
import { forgetSubmission, sendNow, useQueue, withdraw } from './queue-store.ts';
import { draftPath, isAllReports, nameOfSubmission } from './queue-words.ts';
import { fileIdsOf, isFiledByOthers, type ReportSubmission, type Submission } from './submission.ts';

/** What waits, what was refused and why. */
export function QueueSheet({ onClose }: { onClose: () => void }) {
  const queue = useQueue();
  const online = useOnline();
  useOutgoing();
  const canSend = queue.some((submission) => submission.state !== 'refused');
  const canOpenDraft = queue.some((submission) => submission.state === 'refused' && !isFiledByOthers(submission));
  const refusedNote = isAllReports(queue) ? 'queueNoteRefused' : 'queueNoteRefusedAny';
  const refusedTitle = isAllReports(queue) ? 'queueRefusedTitle' : 'queueRefusedTitleAny';
  const note = canSend || queue.length === 0 ? 'queueNote' : canOpenDraft ? refusedNote : undefined;
  return (
    <Sheet
      title={text(canSend || queue.length === 0 ? 'queueTitle' : refusedTitle)}
      onClose={onClose}
      foot={
        canSend && (
          <button type="button" className="pbtn" disabled={!online} onClick={sendNow}>
            {online ? text('sendNow') : text('sendWhenOnline')}
          </button>
        )
      }
    >
      {note && <p className="note">{text(note)}</p>}
      <ul className="queue">
        {queue.map((submission) => (
          <li key={submission.key}>
            <b>{nameOfSubmission(submission)}</b>
            <small>
              {submission.kind === 'report'
                ? text('queuedItems', { n: submission.body.items.length, time: clock(submission.queuedAt) })
                : text('queuedAt', { time: clock(submission.queuedAt) })}
            </small>
            <State submission={submission} />
            {submission.kind === 'report' && isFiledByOthers(submission) && (
              <FiledByOthers submission={submission} onClose={onClose} />
            )}
            {submission.state === 'refused' && !isFiledByOthers(submission) && (
              <div className="two">
                <button type="button" className="mbtn line" onClick={() => void giveUp(submission)}>
                  {text('queueRemove')}
                </button>
                <Link href={draftPath(submission)} className="mbtn soft" replace onClick={onClose}>
                  {text('openDraft')}
                </Link>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** Nothing to be sent any more: what is there to look at, and how to be rid of it. */
function FiledByOthers({ submission, onClose }: { submission: ReportSubmission; onClose: () => void }) {
  const [, go] = useLocation();
  const seeFiled = async () => {
    try {
      const { recordId } = await callApi(openReport, { params: { taskId: submission.taskId } });
      go(recordId ? `/filed/${recordId}` : `/report/${submission.taskId}`, { replace: true });
      onClose();
    } catch (error) {
      showToast(asApiProblem(error).message, 'problem');
    }
  };
  return (
    <>
      <p className="note">{text('queueFiledNote')}</p>
      <div className="ways-on">
        <button type="button" className="mbtn soft" onClick={() => void seeFiled()}>
          {text('queueSeeFiled')}
        </button>
        <Link href={`/report/${submission.taskId}`} className="mbtn line" replace onClick={onClose}>
          {text('queueSeeCopy')}
        </Link>
        <button type="button" className="mbtn line" onClick={() => void drop(submission)}>
          {text('queueRemove')}
        </button>
      </div>
    </>
  );
}

async function drop(submission: Submission): Promise<void> {
  const yes = await ask({
    title: removeTitle(submission),
    consequence: text('queueDropConsequence'),
    confirm: text('queueRemove'),
    danger: true,
  });
  if (yes) await forgetSubmission(submission);
}

function State({ submission }: { submission: Submission }) {
  if (submission.state === 'refused')
    return (
      <p className="problem">
        <Mark level="major" />
        {submission.refusal?.message}
      </p>
    );
  const files = fileIdsOf(submission);
  const left = files.filter((id) => (outgoingFile(id)?.state ?? 'sent') !== 'sent').length;
  return (
    <p className="note">
      {submission.state === 'sending'
        ? text('sending')
        : allSent(files)
          ? text('waiting')
          : text('waitingFiles', { n: left })}
    </p>
  );
}

async function giveUp(submission: Submission): Promise<void> {
  const yes = await ask({
    title: removeTitle(submission),
    consequence: text(submission.kind === 'report' ? 'queueRemoveConsequence' : 'queueRemoveConsequenceAny'),
    confirm: text('queueRemove'),
  });
  if (yes) await withdraw(submission.key);
}

function removeTitle(submission: Submission): string {
  return submission.kind === 'report'
    ? text('queueRemoveTitle', { date: bracketDate(submission.reportDate) })
    : text('queueRemoveTitleAny', { name: submission.formName });
}
