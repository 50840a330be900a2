/** The bell: how many notices are unread, and a panel with all of them; opening one reads it. */
import { listMyMessages, type Message, markRead } from '@anshao/core/messaging/contract.ts';
import { Button, Drawer } from 'antd';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { callApi } from '../../base/api.ts';
import { useNow } from '../../base/clock.ts';
import { Icon } from '../../base/icons.tsx';
import { dateTime, relative } from '../../base/time.ts';
import { useCall, usePages, useWrite } from '../calls.ts';
import { PagedList } from '../records/PagedList.tsx';
import { t } from '../text.ts';
import { targetOf } from './message-link.ts';
import { Empty } from './states.tsx';

export function Messages() {
  const [isOpen, setOpen] = useState(false);
  const unread = useCall(listMyMessages, { query: { limit: 1 } }).data?.unread ?? 0;
  const bell = useRef<HTMLButtonElement>(null);
  const read = useWrite((ids: string[] | undefined) => callApi(markRead, { body: ids ? { ids } : {} }), {
    touches: [listMyMessages],
  });
  const close = () => setOpen(false);
  return (
    <>
      <button
        ref={bell}
        type="button"
        className="desk-bell"
        aria-haspopup="dialog"
        aria-label={unread > 0 ? t('messagesUnread', { count: unread }) : t('messages')}
        title={t('messages')}
        onClick={() => setOpen(true)}
      >
        <Icon name="bell" size={20} />
        {unread > 0 ? <em aria-hidden="true">{unread > 99 ? '99+' : unread}</em> : null}
      </button>
      <Drawer
        open={isOpen}
        destroyOnHidden
        title={t('messages')}
        onClose={close}
        // Back to where the panel was opened from, so that the keyboard goes on from there.
        afterOpenChange={(open) => !open && bell.current?.focus()}
        size={400}
        styles={{ body: { padding: 0 } }}
        extra={
          unread > 0 ? (
            <Button type="link" size="small" loading={read.isPending} onClick={() => read.mutate(undefined)}>
              {t('readAll')}
            </Button>
          ) : null
        }
      >
        <Notices markRead={(id) => read.mutate([id])} close={close} />
      </Drawer>
    </>
  );
}

function Notices({ markRead: read, close }: { markRead: (id: string) => void; close: () => void }) {
  const [, navigate] = useLocation();
  const pages = usePages(listMyMessages, {}, { limit: 30 });
  const open = (message: Message) => {
    if (!message.readAt) read(message.id);
    const target = targetOf(message.link);
    if (!target) return;
    if (target.at === 'phone') {
      window.open(target.address, '_blank', 'noopener');
      return;
    }
    close();
    navigate(target.path);
  };
  return (
    <PagedList
      pages={pages}
      empty={
        <Empty icon="bell" title={t('noMessages')}>
          {t('noMessagesWhy')}
        </Empty>
      }
    >
      <ul className="message-list">
        {pages.rows.map((message) => (
          <li key={message.id}>
            <Notice message={message} open={() => open(message)} />
          </li>
        ))}
      </ul>
    </PagedList>
  );
}

function Notice({ message, open }: { message: Message; open: () => void }) {
  const now = useNow();
  return (
    <button type="button" className={message.readAt ? undefined : 'new'} onClick={open}>
      <span className="row">
        {message.readAt ? null : <i role="img" aria-label={t('unread')} />}
        <b>{message.title}</b>
        <time dateTime={message.createdAt} title={dateTime(message.createdAt)}>
          {relative(message.createdAt, now)}
        </time>
      </span>
      <span className="message-body">{message.body}</span>
    </button>
  );
}
