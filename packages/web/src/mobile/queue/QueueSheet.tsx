import { Link } from 'wouter';
import { Mark } from '../../base/marks.tsx';
import { bracketDate, clock } from '../../base/time.ts';
import { allSent, outgoingFile, useOutgoing } from '../files/outgoing.ts';
import { ask } from '../frame/ask.tsx';
import { Sheet } from '../frame/Sheet.tsx';
import { useOnline } from '../frame/SignalStrip.tsx';
import { text } from '../text.ts';
import { sendNow, useQueue, withdraw } from './queue-store.ts';
import { fileIdsOf, type Submission } from './submission.ts';

/** What waits, what was refused and why. */
export function QueueSheet({ onClose }: { onClose: () => void }) {
  const queue = useQueue();
  const online = useOnline();
  useOutgoing();
  return (
    <Sheet
      title={text('queueTitle')}
      onClose={onClose}
      foot={
        <button type="button" className="pbtn" disabled={!online || queue.length === 0} onClick={sendNow}>
          {online ? text('sendNow') : text('sendWhenOnline')}
        </button>
      }
    >
      <p className="note">{text('queueNote')}</p>
      <ul className="queue">
        {queue.map((submission) => (
          <li key={submission.taskId}>
            <b>
              {bracketDate(submission.reportDate)}
              {submission.communityName}
            </b>
            <small>{text('queuedAt', { time: clock(submission.queuedAt) })}</small>
            <State submission={submission} />
            {submission.state === 'refused' && (
              <div className="two">
                <button type="button" className="mbtn line" onClick={() => void giveUp(submission)}>
                  {text('queueRemove')}
                </button>
                <Link href={`/report/${submission.taskId}`} className="mbtn soft" onClick={onClose}>
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

function State({ submission }: { submission: Submission }) {
  if (submission.state === 'refused')
    return (
      <p className="problem">
        <Mark level="major" />
        {submission.refusal?.message}
      </p>
    );
  const files = fileIdsOf(submission.body);
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
    title: text('queueRemoveTitle', { date: bracketDate(submission.reportDate) }),
    consequence: text('queueRemoveConsequence'),
    confirm: text('queueRemove'),
  });
  if (yes) await withdraw(submission.taskId);
}
