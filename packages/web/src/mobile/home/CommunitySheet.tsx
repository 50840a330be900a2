import { Icon } from '../../base/icons.tsx';
import { Sheet } from '../frame/Sheet.tsx';
import { chooseCommunity, useChosenCommunity } from '../session/preferences.ts';
import { text } from '../text.ts';

export interface CommunitySheetProps {
  readonly communities: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
}

/** One of several communities a person answers for, or all of them (DR-10). */
export function CommunitySheet({ communities, onClose }: CommunitySheetProps) {
  const chosen = useChosenCommunity();
  const choices = [{ id: '', name: text('allCommunities') }, ...communities];
  const current = communities.some((one) => one.id === chosen) ? chosen : '';
  return (
    <Sheet title={text('chooseCommunity')} onClose={onClose}>
      <ul className="choices">
        {choices.map((choice) => (
          <li key={choice.id}>
            <button
              type="button"
              aria-pressed={choice.id === current}
              onClick={() => {
                chooseCommunity(choice.id);
                onClose();
              }}
            >
              {choice.name}
              {choice.id === current && <Icon name="check" size={20} />}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
