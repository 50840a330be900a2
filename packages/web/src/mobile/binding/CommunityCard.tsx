import type { CommunityChoice } from '@anshao/core/org/contract.ts';
import { Icon } from '../../base/icons.tsx';
import { text } from '../text.ts';

export interface CommunityCardProps {
  readonly community: CommunityChoice;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

export function CommunityCard({ community, isChosen, onChoose }: CommunityCardProps) {
  const { name, districtName, address, companyName, contact } = community;
  const lines: readonly (readonly [string, string])[] = [
    [text('district'), districtName],
    [text('address'), address],
    ...(companyName ? [[text('company'), companyName] as const] : []),
    [text('personInCharge'), contactWords(community)],
  ];
  return (
    <button type="button" className={isChosen ? 'comm on' : 'comm'} aria-pressed={isChosen} onClick={onChoose}>
      <span className="rd">{isChosen && <Icon name="check" size={14} />}</span>
      <span className="comm-t">
        <b>{name}</b>
        {lines.map(([key, value]) => (
          <span key={key} className={contact === null && key === text('personInCharge') ? 'ln mut' : 'ln'}>
            <span>{text('label', { key })}</span>
            <span>{value}</span>
          </span>
        ))}
      </span>
    </button>
  );
}

function contactWords({ contact, distance }: CommunityChoice): string {
  const who = contact ? `${contact.name} ${contact.mobile}` : text('noContact');
  return distance === undefined ? who : `${who} · ${distanceWords(distance)}`;
}

function distanceWords(metres: number): string {
  return metres < 1000
    ? text('distanceMetres', { n: Math.max(10, Math.round(metres / 10) * 10) })
    : text('distanceKilometres', { n: (metres / 1000).toFixed(1) });
}
