import { useLayoutEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import attachmentsSheet from '../mobile/files/attachments.css?inline';
import phoneSheet from '../mobile/phone.css?inline';
import controlsSheet from './controls/controls.css?inline';
import type { FormViewProps } from './FormCanvas.tsx';
import { FormCanvas } from './FormCanvas.tsx';
import { formText } from './form-text.ts';
import formsSheet from './mobile/forms.css?inline';
import { phoneKit } from './mobile/kit.tsx';
import './phone-frame.css';

const page = '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"></head><body></body></html>';

/**
 * The phone's form inside a page of the desk. It has a document of its own: the phone's style sheets would change the
 * desk, sizes in rem would be the desk's, and dialogs would leave the frame.
 */
export function PhoneFrame({ isElder, ...props }: FormViewProps & { readonly isElder: boolean }) {
  const [body, setBody] = useState<HTMLElement>();
  const prepare = (frame: HTMLIFrameElement) => {
    const document = frame.contentDocument;
    if (!document) return;
    const style = document.createElement('style');
    style.textContent = [phoneSheet, formsSheet, attachmentsSheet, controlsSheet].join('\n');
    document.head.append(style);
    setBody(document.body);
  };
  useLayoutEffect(() => {
    body?.ownerDocument.documentElement.classList.toggle('elder', isElder);
  }, [body, isElder]);
  return (
    <>
      <iframe
        className="phone-frame"
        title={formText('phonePreview')}
        srcDoc={page}
        onLoad={(event) => prepare(event.currentTarget)}
      />
      {body &&
        createPortal(
          <main className="page">
            <FormCanvas kit={phoneKit} {...props} />
          </main>,
          body,
        )}
    </>
  );
}
