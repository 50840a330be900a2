import { Icon, type IconName } from '../../base/icons.tsx';
import type { AnyFieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';

export interface OpenButtonProps
  extends Pick<AnyFieldProps, 'id' | 'readOnly' | 'isInvalid' | 'labelledBy' | 'describedBy'> {
  /** What is chosen; nothing yet: a word that asks. */
  readonly words: readonly string[];
  readonly ask?: string;
  readonly icon?: IconName;
  readonly onOpen: () => void;
}

/** Looks like a line to write in, and opens a sheet. */
export function OpenButton({
  id,
  readOnly,
  isInvalid,
  labelledBy,
  describedBy,
  words,
  ask,
  icon,
  onOpen,
}: OpenButtonProps) {
  return (
    <button
      id={id}
      type="button"
      className="inp open"
      disabled={readOnly}
      aria-haspopup="dialog"
      aria-labelledby={`${labelledBy} ${id}`}
      aria-describedby={describedBy}
      data-invalid={isInvalid || undefined}
      onClick={onOpen}
    >
      {words.length > 0 ? (
        <span>{words.join(formText('listComma'))}</span>
      ) : (
        <span className="mut">{ask ?? formText('choose')}</span>
      )}
      <Icon name={icon ?? 'right'} size={18} />
    </button>
  );
}
