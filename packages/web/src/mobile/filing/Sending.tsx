import { Link } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { bracketDate, clock } from '../../base/time.ts';
import { outgoingFile, useOutgoing } from '../../files/outgoing.ts';
import { useOnline } from '../frame/SignalStrip.tsx';
import { sendNow } from '../queue/queue-store.ts';
import { fileIdsOf, type ReportSubmission } from '../queue/submission.ts';
import { text } from '../text.ts';

export interface SendingProps {
  readonly submission: ReportSubmission;
  /** Left out while the form itself is not at hand. */
  readonly onEdit?: () => void;
}

/** A finished report that has not reached the server yet: says what it waits for, and that leaving is safe. */
export function Sending({ submission, onEdit }: SendingProps) {
  useOutgoing();
  const online = useOnline();
  const files = fileIdsOf(submission)
    .map(outgoingFile)
    .filter((file) => file !== undefined);
  const arrived = files.filter((file) => file.state === 'sent').length;
  return (
    <div className="state sending">
      <Icon name={online ? 'send' : 'noSignal'} size={40} />
      <h2>{online ? text('submitting') : text('submitLater')}</h2>
      <p>{`${bracketDate(submission.reportDate)}${submission.communityName}`}</p>
      <p>{text('queuedItems', { n: submission.body.items.length, time: clock(submission.queuedAt) })}</p>
      {files.length > 0 && arrived < files.length && <p>{text('photosSent', { n: arrived, total: files.length })}</p>}
      <p className="note">{online ? text('submittingNote') : text('submitLaterNote')}</p>
      {submission.state === 'waiting' && (
        <div className="two">
          {onEdit && (
            <button type="button" className="mbtn line" onClick={onEdit}>
              {text('backToEdit')}
            </button>
          )}
          {online ? (
            <button type="button" className="mbtn" onClick={sendNow}>
              {text('sendNow')}
            </button>
          ) : (
            <Link href="/" className="mbtn">
              {text('backHome')}
            </Link>
          )}
        </div>
      )}
    </div>
  );
}
