import { Icon } from '../../base/icons.tsx';

export interface PickRowProps {
  readonly name: string;
  readonly detail?: string;
  readonly isChosen: boolean;
  readonly disabled?: boolean;
  readonly leadsOn?: boolean;
  readonly onPress: () => void;
}

export function PickRow({ name, detail, isChosen, disabled, leadsOn, onPress }: PickRowProps) {
  return (
    <li>
      <button type="button" aria-pressed={isChosen} disabled={disabled} onClick={onPress}>
        <span className="pick-words">
          <b>{name}</b>
          {detail && <small>{detail}</small>}
        </span>
        {isChosen && <Icon name="check" size={20} className="picked" />}
        {leadsOn && !isChosen && <Icon name="right" size={18} />}
      </button>
    </li>
  );
}
