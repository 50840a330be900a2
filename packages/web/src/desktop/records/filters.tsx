/** Filters: one out of a few words; a district from the register; a company or community found by typing. */
import { noCompany } from '@anshao/core/daily-reports/contract.ts';
import { type District, listCommunities, listCompanies, listDistricts } from '@anshao/core/org/contract.ts';
import { Select } from 'antd';
import { type UIEvent, useEffect, useState } from 'react';
import { type Pages, useCall, usePages } from '../calls.ts';
import { t } from '../text.ts';

interface FilterProps {
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
  readonly width?: number | string;
  readonly placeholder?: string;
  readonly id?: string;
  readonly disabled?: boolean;
}

/** Provinces and cities only hold districts together; no community lies in them directly. */
export function isPlace(district: { level: District['level'] }): boolean {
  return district.level === 'county' || district.level === 'street';
}

export function DistrictSelect({ value, onChange, width = 136, placeholder, id, disabled }: FilterProps) {
  const districts = useCall(listDistricts, {});
  const options = (districts.data?.rows ?? [])
    .filter(isPlace)
    .map((district) => ({ value: district.id, label: district.name }));
  return (
    <Select
      id={id}
      disabled={disabled}
      aria-label={t('district')}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      placeholder={placeholder ?? t('district')}
      style={{ width }}
      loading={districts.isPending}
      options={options}
      value={value ?? null}
      onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
    />
  );
}

export function CompanySelect({ value, onChange, width = 200, placeholder, id }: FilterProps) {
  const [typed, setTyped] = useState('');
  const q = useSettled(typed);
  const found = usePages(listCompanies, { query: { q: q || undefined } });
  const { rows } = found;
  const known = useNameOf('company', value, rows);
  const named = value === noCompany ? t('noCompany') : known;
  return (
    <Select
      id={id}
      aria-label={t('company')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      placeholder={placeholder ?? t('company')}
      style={{ width }}
      loading={found.result.isFetching}
      onPopupScroll={moreAtEnd(found)}
      options={withOwn(
        rows.map((company) => ({ value: company.id, label: company.name })),
        value,
        named,
      )}
      value={value ?? null}
      onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
    />
  );
}

export function CommunitySelect({ value, onChange, width = 180, placeholder, id, disabled }: FilterProps) {
  const [typed, setTyped] = useState('');
  const q = useSettled(typed);
  const found = usePages(listCommunities, { query: { q: q || undefined } }, { limit: 30 });
  const { rows } = found;
  const named = useNameOf('community', value, rows);
  return (
    <Select
      id={id}
      disabled={disabled}
      aria-label={t('community')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      placeholder={placeholder ?? t('community')}
      style={{ width }}
      loading={found.result.isFetching}
      onPopupScroll={moreAtEnd(found)}
      options={withOwn(
        rows.map((community) => ({ value: community.id, label: community.name })),
        value,
        named,
      )}
      value={value ?? null}
      onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
    />
  );
}

/** For the popup of a select: the next page when its end comes near, by wheel, touch or arrow key alike. */
export function moreAtEnd<R>({ result }: Pages<R>): (event: UIEvent<HTMLElement>) => void {
  return ({ target }) => {
    const { scrollTop, clientHeight, scrollHeight } = target as HTMLElement;
    // After a failure the person types again, or the popup would ask in a loop.
    if (scrollHeight - scrollTop - clientHeight > 120 || result.isFetching || result.isError) return;
    if (result.hasNextPage) void result.fetchNextPage();
  };
}

/** One out of a few words, or none. */
export function ChoiceSelect<Value extends string>({
  label,
  value,
  onChange,
  options,
  width = 130,
}: {
  readonly label: string;
  readonly value: Value | undefined;
  readonly onChange: (value: Value | undefined) => void;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly width?: number;
}) {
  return (
    <Select
      aria-label={label}
      placeholder={label}
      allowClear
      style={{ width }}
      value={value ?? null}
      onChange={(next: Value | null | undefined) => onChange(next ?? undefined)}
      options={[...options]}
    />
  );
}

/** Waits until the typing pauses, so that not every letter asks the server. */
export function useSettled(value: string, milliseconds = 250): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

const names = new Map<string, string>();

/** The chosen one may not be among what the last search found; remember what it is called. */
function useNameOf(
  kind: string,
  id: string | undefined,
  rows: readonly { id: string; name: string }[],
): string | undefined {
  for (const row of rows) names.set(`${kind} ${row.id}`, row.name);
  return id ? names.get(`${kind} ${id}`) : undefined;
}

/** Other screens that already know a name spare the filter from showing an id. */
export function rememberName(kind: 'company' | 'community', id: string, name: string): void {
  names.set(`${kind} ${id}`, name);
}

function withOwn(options: { value: string; label: string }[], value: string | undefined, name: string | undefined) {
  if (!value || options.some((option) => option.value === value)) return options;
  return [{ value, label: name ?? t('chosen') }, ...options];
}
