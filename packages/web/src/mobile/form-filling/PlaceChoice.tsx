import { listCommunities } from '@anshao/core/org/contract.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import type { OpenForm } from '../../form-records/open-form.ts';
import { recordText } from '../../form-records/record-text.ts';
import { Empty } from '../frame/states.tsx';
import { text } from '../text.ts';
import { begunFirst } from './draft.ts';
import { useKeptDrafts } from './kept-drafts.ts';

/**
 * Which community the record belongs to: one's own as a list, more of them by their name. Where something was begun and
 * not submitted stands first.
 */
export function PlaceChoice({ open, choose }: { open: OpenForm; choose: (community: string) => void }) {
  const [q, setQ] = useState('');
  const wanted = q.trim();
  const found = useQuery({
    queryKey: ['communities', wanted],
    queryFn: () => callApi(listCommunities, { query: { q: wanted, limit: 30 } }),
    enabled: open.hasMoreCommunities && wanted !== '',
  });
  const drafts = useKeptDrafts();
  const own = open.communities.filter((one) => one.name.includes(wanted));
  const rows = begunFirst(found.data ? found.data.rows : own, open.definition.key, drafts);
  if (open.communities.length === 0 && !open.hasMoreCommunities)
    return <Empty icon="building" title={recordText('noCommunity')} />;
  return (
    <section aria-label={recordText('choosePlace')}>
      <h2 className="h-sec first">{recordText('choosePlace')}</h2>
      {open.hasMoreCommunities || open.communities.length > 8 ? (
        <input
          className="inp ff-search"
          type="search"
          aria-label={text('searchCommunity')}
          placeholder={text('searchCommunity')}
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
      ) : null}
      <ul className="card ff-list">
        {rows.map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => choose(one.id)}>
              <Icon name="building" size={20} />
              <span className="sp">{one.name}</span>
              {one.isBegun ? <em className="tag">{recordText('draftWaiting')}</em> : null}
              <Icon name="right" size={18} />
            </button>
          </li>
        ))}
      </ul>
      {rows.length === 0 && !found.isFetching ? <p className="note">{text('noCommunity')}</p> : null}
    </section>
  );
}
