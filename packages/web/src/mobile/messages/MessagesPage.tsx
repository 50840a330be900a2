import { listMyMessages, type Message, markRead } from '@anshao/core/messaging/contract.ts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { callApi } from '../../base/api.ts';
import { useNow } from '../../base/clock.ts';
import { dateTime, relative } from '../../base/time.ts';
import { MoreRows } from '../frame/MoreRows.tsx';
import { Screen } from '../frame/Screen.tsx';
import { Empty, Failure, Loading } from '../frame/states.tsx';
import { text } from '../text.ts';
import './messages.css';

/** Notices to me; pressing one reads it and opens what it is about. */
export default function MessagesPage() {
  const client = useQueryClient();
  const messages = useInfiniteQuery({
    queryKey: ['messages', 'all'],
    queryFn: ({ pageParam }) =>
      callApi(listMyMessages, { query: { limit: 30, ...(pageParam ? { cursor: pageParam } : {}) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const read = useMutation({
    mutationFn: (ids: string[] | undefined) => callApi(markRead, { body: ids ? { ids } : {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ['messages'] }),
  });
  const rows = messages.data?.pages.flatMap((page) => page.rows) ?? [];
  const unread = messages.data?.pages[0]?.unread ?? 0;
  return (
    <Screen
      title={text('tabMessages')}
      tabs
      aside={
        unread > 0 && (
          <button type="button" className="read-all" disabled={read.isPending} onClick={() => read.mutate(undefined)}>
            {text('readAll')}
          </button>
        )
      }
    >
      {messages.isPending && <Loading cards={4} height={84} />}
      {messages.isError && <Failure error={messages.error} retry={() => void messages.refetch()} />}
      {messages.data && rows.length === 0 && (
        <Empty icon="bell" title={text('noMessages')} hint={text('noMessagesHint')} />
      )}
      {rows.map((message) => (
        <MessageCard key={message.id} message={message} onRead={() => !message.readAt && read.mutate([message.id])} />
      ))}
      <MoreRows query={messages} />
    </Screen>
  );
}

function MessageCard({ message, onRead }: { message: Message; onRead: () => void }) {
  const now = useNow();
  const [, go] = useLocation();
  const { title, body, link, createdAt, readAt } = message;
  const open = () => {
    onRead();
    // Links are paths of this product; the desk is a page of its own.
    if (link?.startsWith('/m/')) go(link.slice('/m'.length));
    else if (link?.startsWith('/desk/')) window.location.assign(link);
  };
  return (
    <button type="button" className={readAt ? 'msg' : 'msg new'} onClick={open}>
      <span className="msg-h">
        {!readAt && <span className="dot" role="img" aria-label={text('unread')} />}
        <b>{title}</b>
        <time dateTime={createdAt} title={dateTime(createdAt)}>
          {relative(createdAt, now)}
        </time>
      </span>
      <span className="msg-b">{body}</span>
    </button>
  );
}
