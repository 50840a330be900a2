import {
  type CommunityChoice,
  listDistricts,
  longestCommunitySearch,
  pickCommunities,
} from '@anshao/core/org/contract.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { asApiProblem, callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { HelpLine } from '../frame/HelpLine.tsx';
import { MoreRows } from '../frame/MoreRows.tsx';
import { Empty, Failure, Loading } from '../frame/states.tsx';
import { showToast } from '../frame/toast.tsx';
import { text } from '../text.ts';
import { CommunityCard } from './CommunityCard.tsx';

const patience = 15_000;

export interface CommunityPickerProps {
  readonly chosen: CommunityChoice | undefined;
  readonly onChoose: (community: CommunityChoice) => void;
}

/** Keyword or pinyin initials, districts, and the nearest first once the phone tells where it is (DR-05 … DR-07). */
export function CommunityPicker({ chosen, onChoose }: CommunityPickerProps) {
  const [typed, setTyped] = useState('');
  const [districtId, setDistrictId] = useState('');
  const [place, setPlace] = useState<{ latitude: number; longitude: number }>();
  const [isLocating, setLocating] = useState(false);
  const q = useDeferredValue(typed.trim());
  const districts = useQuery({
    queryKey: ['districts'],
    queryFn: () => callApi(listDistricts, {}),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const query = { ...(q ? { q } : {}), ...(districtId ? { districtId } : {}), ...place };
  const found = useInfiniteQuery({
    queryKey: ['pick', query],
    queryFn: ({ signal, pageParam: cursor }) =>
      callApi(pickCommunities, { query: { ...query, ...(cursor ? { cursor } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  const isNarrowed = q !== '' || districtId !== '';
  const count = found.hasNextPage ? `${rows.length}+` : String(rows.length);
  const locate = () => {
    setLocating(true);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setLocating(false);
        setPlace({ latitude: coords.latitude, longitude: coords.longitude });
      },
      () => {
        setLocating(false);
        showToast(text('locateFailed'), 'problem');
      },
      { timeout: patience, maximumAge: 60_000 },
    );
  };
  // Provinces and cities hold everything, districts without communities nothing: neither is worth a chip.
  const chips = (districts.data?.rows ?? []).filter(
    ({ level, communities }) => (level === 'county' || level === 'street') && (communities ?? 0) > 0,
  );

  return (
    <>
      <div className="search">
        <label className="sbox">
          <Icon name="search" size={20} />
          <span className="visually-hidden">{text('searchCommunity')}</span>
          <input
            type="search"
            value={typed}
            maxLength={longestCommunitySearch}
            enterKeyHint="search"
            placeholder={text('searchCommunityHint')}
            onChange={(event) => setTyped(event.target.value)}
          />
          {typed && (
            <button type="button" className="nb" aria-label={text('clear')} onClick={() => setTyped('')}>
              <Icon name="close" size={20} />
            </button>
          )}
        </label>
      </div>
      <div className="chips">
        <button type="button" className="chip" aria-pressed={districtId === ''} onClick={() => setDistrictId('')}>
          {text('allDistricts')}
        </button>
        {chips.map((district) => (
          <button
            key={district.id}
            type="button"
            className="chip"
            aria-pressed={district.id === districtId}
            onClick={() => setDistrictId(district.id === districtId ? '' : district.id)}
          >
            {district.name}
          </button>
        ))}
      </div>
      <div className="found">
        <p className="note" role="status">
          {found.data && text(place ? 'foundNear' : 'found', { n: count })}
        </p>
        {!place && 'geolocation' in navigator && (
          <button type="button" className="link near" disabled={isLocating} onClick={locate}>
            <Icon name="pin" size={16} />
            {isLocating ? text('locating') : text('nearMe')}
          </button>
        )}
      </div>
      {found.isPending && <Loading cards={3} height={124} />}
      {found.isError && <Failure error={found.error} retry={() => void found.refetch()} />}
      {rows.map((row) => (
        <CommunityCard key={row.id} community={row} isChosen={row.id === chosen?.id} onChoose={() => onChoose(row)} />
      ))}
      {found.data && rows.length === 0 && (
        <Empty
          icon={isNarrowed ? 'search' : 'building'}
          title={text(isNarrowed ? 'noCommunity' : 'noCommunityYet')}
          hint={text(isNarrowed ? 'noCommunityHint' : 'noCommunityYetHint')}
        />
      )}
      <MoreRows query={found} />
      {/* A refusal brings its own. */}
      {!(found.isError && asApiProblem(found.error).kind === 'refused') && <HelpLine />}
    </>
  );
}
