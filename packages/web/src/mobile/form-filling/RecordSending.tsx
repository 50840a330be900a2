import { Link } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { clock } from '../../base/time.ts';
import { outgoingFile, useOutgoing } from '../../files/outgoing.ts';
import { recordText } from '../../form-records/record-text.ts';
import { useOnline } from '../frame/SignalStrip.tsx';
import { sendNow, withdraw } from '../queue/queue-store.ts';
import { nameOfSubmission } from '../queue/queue-words.ts';
import type { RecordSubmission } from '../queue/submission.ts';
import { text } from '../text.ts';

/** A finished record that has not reached the server yet: says what it waits for, and that leaving is safe. */
export function RecordSending({ submission }: { submission: RecordSubmission }) {
  useOutgoing();
  const online = useOnline();
  const files = submission.files.map(outgoingFile).filter((file) => file !== undefined);
  const arrived = files.filter((file) => file.state === 'sent').length;
  return (
    <div className="state sending">
      <Icon name={online ? 'send' : 'noSignal'} size={40} />
      <h2>{recordText(online ? 'sendingNow' : 'sentLater')}</h2>
      <p>{nameOfSubmission(submission)}</p>
      <p>{text('queuedAt', { time: clock(submission.queuedAt) })}</p>
      {arrived < files.length ? <p>{recordText('filesArrived', { done: arrived, total: files.length })}</p> : null}
      <p className="note">{recordText(online ? 'sendingNote' : 'sentLaterNote')}</p>
      {submission.state === 'waiting' ? (
        <div className="two">
          <button type="button" className="mbtn line" onClick={() => void withdraw(submission.key)}>
            {recordText('backToEdit')}
          </button>
          {online ? (
            <button type="button" className="mbtn" onClick={sendNow}>
              {recordText('sendNow')}
            </button>
          ) : (
            <Link href="/" className="mbtn">
              {recordText('backHome')}
            </Link>
          )}
        </div>
      ) : null}
    </div>
  );
}
