import type { Comment } from '@anshao/core/forms/designing.ts';
import { useNow } from '../../base/clock.ts';
import { LevelTag } from '../../base/marks.tsx';
import { relative } from '../../base/time.ts';
import { recordText } from '../../form-records/record-text.ts';
import { Empty } from '../frame/states.tsx';
import { Thumb } from './CommentSheet.tsx';

/** What was said, newest first; what the designer has dealt with says so. */
export function CommentList({
  comments,
  labelOf,
}: {
  comments: readonly Comment[];
  /** Left out where it is plain what they are about. */
  labelOf?: (path: string | null) => string;
}) {
  const now = useNow();
  if (comments.length === 0)
    return <Empty icon="edit" title={recordText('noComments')} hint={recordText('noCommentsHint')} />;
  return (
    <ul className="ff-comments">
      {comments.map((comment) => (
        <li key={comment.id} className="card">
          {labelOf ? <h2>{labelOf(comment.field)}</h2> : null}
          {comment.vote === 0 ? null : (
            <p className="ff-vote">
              <Thumb isUp={comment.vote > 0} />
              {recordText(comment.vote > 0 ? 'voteGood' : 'voteChange')}
            </p>
          )}
          {comment.text ? <p>{comment.text}</p> : null}
          <p className="note">
            {comment.author} · {relative(comment.at, now)}
            {comment.resolvedAt ? <LevelTag level="done" word={recordText('commentResolved')} /> : null}
          </p>
        </li>
      ))}
    </ul>
  );
}
