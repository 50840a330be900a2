import { Button } from 'antd';
import { useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { formText } from '../form-text.ts';
import { later } from '../later.tsx';

const Scanner = later(async () => (await import('../controls/Scanner.tsx')).Scanner, 0);

/** Reads a code with this computer's camera, or out of a picture. */
export function ScanButton({ onText }: { onText: (text: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        type="text"
        size="small"
        aria-label={formText('scan')}
        icon={<Icon name="scan" size={16} />}
        onClick={() => setOpen(true)}
      />
      {isOpen && (
        <Scanner
          onClose={() => setOpen(false)}
          onText={(text) => {
            setOpen(false);
            onText(text);
          }}
        />
      )}
    </>
  );
}
