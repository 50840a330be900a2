import { publicSettings } from '@anshao/core/access/contract.ts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { askOrKept } from '../storage/kept-answer.ts';
import { text } from '../text.ts';

export const publicSettingsQuery = queryOptions({
  queryKey: ['publicSettings'],
  queryFn: () => askOrKept('publicSettings', () => callApi(publicSettings, {})),
  staleTime: 60 * 60_000,
});

/** The number to ring where people get stuck (DR-13); nothing while none is set. */
export function HelpLine() {
  const helpLine = useQuery(publicSettingsQuery).data?.value.helpLine;
  if (!helpLine) return null;
  return (
    <p className="helpline">
      <span>{text('helpLine')}</span>
      <PhoneLink number={helpLine} />
    </p>
  );
}

export function PhoneLink({ number }: { number: string }) {
  return (
    <a className="link tel" href={`tel:${number.replace(/[^\d+]/g, '')}`}>
      <Icon name="phone" size={18} />
      {number}
    </a>
  );
}
