import { listPeople } from '@anshao/core/org/contract.ts';
import { callApi } from '../../base/api.ts';
import { placeWord } from '../../base/place-word.ts';
import { asText, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { type Found, Lookup } from './Lookup.tsx';

async function findPeople(words: string): Promise<Found[]> {
  const { rows } = await callApi(listPeople, { query: { q: words, limit: 10 } });
  return rows.map(({ id, name, posts }) => ({ id, name, detail: posts[0] ? placeWord(posts[0]) : '' }));
}

export function PersonField({ id, value, onChange, readOnly, describedBy }: FieldProps<'person'>) {
  return (
    <Lookup
      id={id}
      value={asText(value)}
      onChange={onChange}
      placeholder={formText('searchPerson')}
      readOnly={readOnly}
      describedBy={describedBy}
      from="people"
      find={findPeople}
    />
  );
}
