import type { Option } from '@anshao/core/forms/contract.ts';
import { useState } from 'react';
import type { AnyFieldProps } from '../field-props.ts';
import { later } from '../later.tsx';
import { OpenButton } from './OpenButton.tsx';

const ChoiceSheet = later(async () => (await import('./ChoiceSheet.tsx')).ChoiceSheet, 0);

export interface ChoiceButtonProps
  extends Pick<AnyFieldProps, 'id' | 'readOnly' | 'isInvalid' | 'labelledBy' | 'describedBy'> {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onChoose: (codes: readonly string[]) => void;
  readonly most: number;
}

/** What is chosen out of many options, and the way to the list. */
export function ChoiceButton(props: ChoiceButtonProps) {
  const { label, options, chosen, onChoose, most } = props;
  const [isOpen, setOpen] = useState(false);
  const words = options.filter(({ code }) => chosen.includes(code)).map((option) => option.label);
  return (
    <>
      <OpenButton {...props} words={words} onOpen={() => setOpen(true)} />
      {isOpen && (
        <ChoiceSheet
          title={label}
          options={options}
          chosen={chosen}
          onChoose={onChoose}
          most={most}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
