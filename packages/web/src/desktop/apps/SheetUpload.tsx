/** An Excel sheet sent to the server, where a form is read out of it. */
import { Alert, Progress, Upload } from 'antd';
import { useState } from 'react';
import { appsText } from '../../apps/apps-text.ts';
import { Icon } from '../../base/icons.tsx';
import { uploadFile } from '../records/uploads.ts';
import { t } from '../text.ts';

export function SheetUpload({ done }: { done: (file: string) => void }) {
  const [percent, setPercent] = useState<number>();
  const [refusal, setRefusal] = useState<{ name: string; reason: string }>();
  const take = async (file: File) => {
    setPercent(0);
    setRefusal(undefined);
    try {
      done(await uploadFile(file, { onProgress: setPercent, purpose: 'import' }));
    } catch (error) {
      setRefusal({ name: file.name, reason: error instanceof Error ? error.message : String(error) });
      setPercent(undefined);
    }
  };
  return (
    <>
      <Upload.Dragger
        accept={{ format: '.xlsx', filter: 'native' }}
        showUploadList={false}
        disabled={percent !== undefined}
        beforeUpload={(file) => {
          void take(file);
          return false;
        }}
      >
        <p>
          <Icon name="upload" size={24} />
        </p>
        <p>{appsText('sheetDrop')}</p>
        <p className="quiet-text small-text">{appsText('sheetDropHint')}</p>
      </Upload.Dragger>
      {refusal ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t('importNotRead', { name: refusal.name })}
          description={refusal.reason}
        />
      ) : null}
      {percent === undefined ? null : (
        <div role="status">
          <Progress percent={percent} />
        </div>
      )}
    </>
  );
}
