/** Words, place, and one chip per field that is asked about; any other field can be added. */
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { filterKind, filterPrefix } from '../../form-records/filter-words.ts';
import { listFieldsOf, namingOf, type OpenForm } from '../../form-records/open-form.ts';
import { recordText } from '../../form-records/record-text.ts';
import { SearchBox } from '../directory/SearchBox.tsx';
import { CommunitySelect, rememberName } from '../records/filters.tsx';
import { FilterChip } from './FilterChip.tsx';
import { filterableFields } from './record-query.ts';

type Filters = Readonly<Partial<Record<string, string>>>;
export type SetFilters = (changes: Partial<Record<string, string | undefined>>, how?: { replace?: boolean }) => void;

/** So many fields have their chip without being asked for: those with choices in the list itself. */
const mostReady = 3;

/** The moment a record was made, asked about like a field. */
const createdAt = (): FieldDefinition => ({ type: 'dateTime', key: 'createdAt', label: recordText('createdAt') });

export function FilterBar({ open, filters, set }: { open: OpenForm; filters: Filters; set: SetFilters }) {
  const { definition } = open;
  const [added, setAdded] = useState<string>();
  for (const one of open.communities) rememberName('community', one.id, one.name);
  const fields = filterableFields(definition);
  const choices = listFieldsOf(definition).filter((field) => fields.includes(field) && filterKind(field) === 'choice');
  const isShown = (field: FieldDefinition) =>
    filters[filterPrefix + field.key] !== undefined ||
    field.key === added ||
    choices.slice(0, mostReady).includes(field);
  const shown = fields.filter(isShown);
  const isPlaced = definition.settings?.place !== 'none';
  const timeName = `${filterPrefix}$createdAt`;
  const showsTime = filters[timeName] !== undefined || added === '$createdAt';
  return (
    <>
      <SearchBox
        value={filters.q}
        label={recordText('searchRecords')}
        width={168}
        onSearch={(q) => set({ q }, { replace: true })}
      />
      {isPlaced && open.communities.length !== 1 ? (
        <CommunitySelect value={filters.community} onChange={(community) => set({ community })} width={128} />
      ) : null}
      {shown.map((field) => (
        <FilterChip
          key={field.key}
          field={field}
          naming={namingOf(open, {})}
          value={filters[filterPrefix + field.key]}
          onChange={(text) => set({ [filterPrefix + field.key]: text })}
          isNew={field.key === added}
        />
      ))}
      {showsTime ? (
        <FilterChip
          field={createdAt()}
          naming={namingOf(open, {})}
          value={filters[timeName]}
          onChange={(text) => set({ [timeName]: text })}
          isNew={added === '$createdAt'}
        />
      ) : null}
      <Select
        aria-label={recordText('addFilter')}
        placeholder={recordText('addFilter')}
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 112 }}
        popupMatchSelectWidth={220}
        value={null}
        options={[
          ...fields.filter((field) => !shown.includes(field)).map(({ key, label }) => ({ value: key, label })),
          ...(showsTime ? [] : [{ value: '$createdAt', label: recordText('createdAt') }]),
        ]}
        onChange={(key: string | null) => setAdded(key ?? undefined)}
      />
    </>
  );
}
