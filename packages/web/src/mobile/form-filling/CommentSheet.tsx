import { type Comment, commentShared } from '@anshao/core/forms/designing.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { callApi } from '../../base/api.ts';
import { Pictogram } from '../../base/icons.tsx';
import { newId } from '../../base/ids.ts';
import { Mark } from '../../base/marks.tsx';
import { recordText } from '../../form-records/record-text.ts';
import { Sheet } from '../frame/Sheet.tsx';
import { showToast } from '../frame/toast.tsx';
import { CommentList } from './CommentList.tsx';

export const commentIcon =
  'M6 5h12a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-6l-4.5 3.5V17H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM8.5 9.5h7M8.5 12.5h4.5';
const thumb =
  'M4.5 11h3v9h-3zM7.5 12l3.5-7.5a2 2 0 0 1 2.5 2V10h5a1.8 1.8 0 0 1 1.8 2.1l-1.1 6.4a1.8 1.8 0 0 1-1.8 1.5H7.5';

/** Thumb up or down; never without its word. */
export function Thumb({ isUp, size = 20 }: { isUp: boolean; size?: number }) {
  return <Pictogram path={thumb} size={size} {...(isUp ? {} : { style: { transform: 'rotate(180deg)' } })} />;
}

const nameKey = 'anshao.commentName';

function keptName(): string {
  try {
    return localStorage.getItem(nameKey) ?? '';
  } catch {
    return ''; // storage forbidden: the name is asked each time
  }
}

function keepName(name: string): void {
  try {
    localStorage.setItem(nameKey, name);
  } catch {
    // see above
  }
}

export interface CommentSheetProps {
  readonly token: string;
  readonly field: string | null;
  readonly label: string;
  readonly earlier: readonly Comment[];
  readonly close: () => void;
  readonly added: (comment: Comment) => void;
}

/** What somebody thinks of one field, or of the whole: a name once, words, good or to be changed. */
export function CommentSheet({ token, field, label, earlier, close, added }: CommentSheetProps) {
  const [name, setName] = useState(keptName);
  const [words, setWords] = useState('');
  const [vote, setVote] = useState<-1 | 0 | 1>(0);
  const [isTried, setTried] = useState(false);
  const [id] = useState(newId);
  const send = useMutation({
    mutationFn: () =>
      callApi(commentShared, {
        params: { token },
        body: { id, field, author: name.trim(), text: words.trim(), vote },
      }),
    onSuccess: (comment) => {
      keepName(name.trim());
      added(comment);
      showToast(recordText('commentSent'), 'done');
      close();
    },
  });
  const lacksName = name.trim() === '';
  const saysNothing = words.trim() === '' && vote === 0;
  const submit = () => {
    setTried(true);
    if (!lacksName && !saysNothing) send.mutate();
  };
  return (
    <Sheet
      title={recordText('commentTitle', { label })}
      onClose={close}
      foot={
        <button type="button" className="pbtn" disabled={send.isPending} onClick={submit}>
          {recordText('commentSend')}
        </button>
      }
    >
      <fieldset className="ff-votes">
        <legend className="visually-hidden">{recordText('vote')}</legend>
        {([1, -1] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={vote === one}
            className={vote === one ? 'on' : ''}
            onClick={() => setVote(vote === one ? 0 : one)}
          >
            <Thumb isUp={one > 0} size={22} />
            {recordText(one > 0 ? 'voteGood' : 'voteChange')}
          </button>
        ))}
      </fieldset>
      <div className="fld">
        <div className="lb">
          <label htmlFor="comment-words">{recordText('commentWords')}</label>
        </div>
        <textarea
          id="comment-words"
          className="inp"
          rows={3}
          maxLength={1000}
          placeholder={recordText('commentHint')}
          value={words}
          aria-invalid={isTried && saysNothing}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <div className="fld">
        <div className="lb">
          <label htmlFor="comment-name">{recordText('commentName')}</label>
        </div>
        <input
          id="comment-name"
          className="inp"
          maxLength={40}
          autoComplete="name"
          value={name}
          aria-invalid={isTried && lacksName}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      {isTried && (lacksName || saysNothing) ? (
        <p className="problem" role="alert">
          <Mark level="major" />
          {recordText(lacksName ? 'commentNeedsName' : 'commentNeedsWords')}
        </p>
      ) : null}
      {send.isError ? (
        <p className="problem" role="alert">
          <Mark level="major" />
          {send.error.message}
        </p>
      ) : null}
      {earlier.length > 0 ? <CommentList comments={earlier} /> : null}
    </Sheet>
  );
}
