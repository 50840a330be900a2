import { useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { Sheet } from '../frame/Sheet.tsx';
import { text } from '../text.ts';

export interface ConsentProps {
  readonly agrees: boolean;
  readonly onChange: (agrees: boolean) => void;
  /** The text agreed to. */
  readonly words: string | undefined;
}

/** Never ticked beforehand (DR-03). */
export function Consent({ agrees, onChange, words }: ConsentProps) {
  const [isReading, setReading] = useState(false);
  return (
    <div className="consent">
      <label>
        <input type="checkbox" checked={agrees} onChange={(event) => onChange(event.target.checked)} />
        <span className="rd">{agrees && <Icon name="check" size={13} />}</span>
        <span className="visually-hidden">{text('consentLabel')}</span>
      </label>
      <p className="note">
        {text('consentBefore')}
        <button type="button" className="link" onClick={() => setReading(true)}>
          {text('consentName')}
        </button>
        {text('consentAfter')}
      </p>
      {isReading && (
        <Sheet
          title={text('consentTitle')}
          onClose={() => setReading(false)}
          foot={
            <button
              type="button"
              className="pbtn"
              onClick={() => {
                onChange(true);
                setReading(false);
              }}
            >
              {text('agree')}
            </button>
          }
        >
          <div className="consent-text">{words ?? text('loading')}</div>
        </Sheet>
      )}
    </div>
  );
}
