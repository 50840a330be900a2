import { CommunitySelect } from '../../desktop/records/filters.tsx';
import { asText, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';

export function CommunityField({ id, value, onChange, readOnly }: FieldProps<'community'>) {
  return (
    <CommunitySelect
      id={id}
      value={asText(value) || undefined}
      disabled={readOnly}
      placeholder={formText('searchCommunity')}
      onChange={(community) => onChange(community ?? null)}
      width="100%"
    />
  );
}
