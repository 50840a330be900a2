/** From anywhere to a community's page: Ctrl K (⌘ K), type, Enter. */
import { listCommunities } from '@anshao/core/org/contract.ts';
import { type RefSelectProps, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { usePages } from '../calls.ts';
import { moreAtEnd, useSettled } from '../records/filters.tsx';
import { t } from '../text.ts';

export function CommunitySearch() {
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const q = useSettled(typed).trim();
  const found = usePages(listCommunities, { query: { q } }, { enabled: q !== '', limit: 20 });
  const box = useRef<RefSelectProps>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k')
        return;
      // The browser's own meaning of the key is its address bar.
      event.preventDefault();
      box.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const rows = q === '' ? [] : found.rows;
  return (
    <search>
      <Select
        ref={box}
        className="desk-search"
        aria-label={t('searchCommunity')}
        aria-keyshortcuts="Control+K Meta+K"
        placeholder={t('searchCommunity')}
        prefix={<Icon name="search" size={16} />}
        suffixIcon={null}
        showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
        notFoundContent={q === '' || found.result.isFetching ? null : t('noMatch')}
        popupMatchSelectWidth={320}
        onPopupScroll={moreAtEnd(found)}
        value={null}
        options={rows.map((row) => ({
          value: row.id,
          label: (
            <>
              {row.name} <span className="quiet-text small-text">{row.districtName}</span>
            </>
          ),
        }))}
        onChange={(id: string | null) => {
          if (!id) return;
          setTyped('');
          box.current?.blur();
          navigate(`/communities/${id}`);
        }}
      />
    </search>
  );
}
