import { Progress, Upload } from 'antd';
import { useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { t } from '../text.ts';
import { FileRefusal } from './FileRefusal.tsx';
import { uploadFile } from './uploads.ts';

export interface SheetUploadProps {
  /** Endings: `.xlsx,.csv`. */
  readonly accept: string;
  readonly invitation: string;
  readonly hint: string;
  /** What happens to the file once it has arrived; what it throws is told beside the file's name. */
  readonly take: (fileId: string) => void | Promise<void>;
}

/** A sheet sent to the server, which reads something out of it. */
export function SheetUpload({ accept, invitation, hint, take }: SheetUploadProps) {
  const [percent, setPercent] = useState<number>();
  const [refusal, setRefusal] = useState<{ name: string; reason: string }>();
  const send = async (file: File) => {
    setPercent(0);
    setRefusal(undefined);
    try {
      await take(await uploadFile(file, { onProgress: setPercent, purpose: 'import' }));
    } catch (error) {
      setRefusal({ name: file.name, reason: error instanceof Error ? error.message : String(error) });
      setPercent(undefined);
    }
  };
  return (
    <>
      <Upload.Dragger
        // What is dropped all the same is refused in words instead of being passed over in silence.
        accept={{ format: accept, filter: 'native' }}
        showUploadList={false}
        disabled={percent !== undefined}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <p>
          <Icon name="upload" size={24} />
        </p>
        <p>{invitation}</p>
        <p className="quiet-text small-text">{hint}</p>
      </Upload.Dragger>
      {refusal ? <FileRefusal {...refusal} /> : null}
      {percent === undefined ? null : (
        <div role="status">
          <Progress percent={percent} />
          <span className="quiet-text">{percent < 100 ? t('uploading') : t('checking')}</span>
        </div>
      )}
    </>
  );
}
