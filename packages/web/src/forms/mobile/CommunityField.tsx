import { pickCommunities } from '@anshao/core/org/contract.ts';
import { callApi } from '../../base/api.ts';
import { asText, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { type Found, Lookup } from './Lookup.tsx';

async function findCommunities(words: string): Promise<Found[]> {
  const { rows } = await callApi(pickCommunities, { query: { q: words, limit: 10 } });
  return rows.map(({ id, name, districtName }) => ({ id, name, detail: districtName }));
}

export function CommunityField({ id, value, onChange, readOnly, describedBy }: FieldProps<'community'>) {
  return (
    <Lookup
      id={id}
      value={asText(value)}
      onChange={onChange}
      placeholder={formText('searchCommunity')}
      readOnly={readOnly}
      describedBy={describedBy}
      from="communities"
      find={findCommunities}
    />
  );
}
