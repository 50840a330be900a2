/** What people said about the draft, part by part (FE-20). */

import type { PartRef } from '@anshao/core/forms/design/parts.ts';
import { type Comment, listComments, resolveComment } from '@anshao/core/forms/designing.ts';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { callApi } from '../../../base/api.ts';
import { Icon } from '../../../base/icons.tsx';
import { Moment } from '../../../base/Moment.tsx';
import { useCall, useWrite } from '../../calls.ts';
import { Bones, Empty, Failure } from '../../frame/states.tsx';
import { useDrawn } from '../design-store.ts';
import { DesignIcon } from '../icons.tsx';
import { d } from '../text.ts';

export interface CommentsTabProps {
  readonly form: string;
  readonly onShare: () => void;
  readonly onShow: (part: PartRef) => void;
}

export function CommentsTab({ form, onShare, onShow }: CommentsTabProps) {
  const comments = useCall(listComments, { params: { form } }, { every: 30_000 });
  const [which, setWhich] = useState<'open' | 'done'>('open');
  if (comments.isPending) return <Bones />;
  if (!comments.data) return <Failure problem={comments.error} retry={() => void comments.refetch()} />;
  const { rows } = comments.data;
  const shown = rows.filter((comment) => (comment.resolvedAt === null) === (which === 'open'));
  return (
    <section className="dz-sheet narrow">
      <div className="dz-sheet-head">
        <h2>{d('tabComments')}</h2>
        <Segmented
          value={which}
          aria-label={d('tabComments')}
          options={[
            {
              value: 'open',
              label: d('commentsOpen', { count: rows.filter((one) => one.resolvedAt === null).length }),
            },
            {
              value: 'done',
              label: d('commentsDone', { count: rows.filter((one) => one.resolvedAt !== null).length }),
            },
          ]}
          onChange={(value) => setWhich(value as 'open' | 'done')}
        />
        <span className="spread" />
        <Button icon={<DesignIcon name="share" size={16} />} onClick={onShare}>
          {d('shareDraft')}
        </Button>
      </div>
      {shown.length === 0 ? (
        <Empty title={which === 'open' ? d('noComments') : d('noCommentsDone')}>{d('noCommentsWhy')}</Empty>
      ) : (
        <ul className="dz-comments">
          {shown.map((comment) => (
            <One key={comment.id} form={form} comment={comment} onShow={onShow} />
          ))}
        </ul>
      )}
    </section>
  );
}

function One({ form, comment, onShow }: { form: string; comment: Comment; onShow: (part: PartRef) => void }) {
  const { field: path } = comment;
  const field = useDrawn((state) => (path === null ? undefined : state.fields.get(path)));
  const resolve = useWrite(
    (isResolved: boolean) => callApi(resolveComment, { params: { form, comment: comment.id }, body: { isResolved } }),
    { touches: [listComments] },
  );
  const isOpen = comment.resolvedAt === null;
  return (
    <li className="dz-comment">
      <div className="row">
        <b>{comment.author}</b>
        {comment.vote === 0 ? null : (
          <span className={comment.vote > 0 ? 'dz-vote good' : 'dz-vote bad'}>
            {comment.vote > 0 ? d('voteGood') : d('voteChange')}
          </span>
        )}
        <span className="spread" />
        <Moment at={comment.at} />
      </div>
      {comment.text ? <p>{comment.text}</p> : null}
      <div className="row">
        {path === null ? (
          <span className="dz-quiet">{d('wholeForm')}</span>
        ) : field ? (
          <Button type="link" size="small" icon={<Icon name="pin" size={14} />} onClick={() => onShow(path)}>
            {field.label}
          </Button>
        ) : (
          <span className="dz-quiet">{d('commentedGone')}</span>
        )}
        <span className="spread" />
        <Button size="small" loading={resolve.isPending} onClick={() => resolve.mutate(isOpen)}>
          {isOpen ? d('resolveComment') : d('reopenComment')}
        </Button>
      </div>
    </li>
  );
}
