/** Files of any accepted kind as the value of a form item: a list of file ids. */
import { App, Button, Upload, type UploadFile } from 'antd';
import { useState } from 'react';
import { fileAddress } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { t } from '../text.ts';
import { uploadFile } from './uploads.ts';

export interface FilesInputProps {
  readonly id?: string;
  readonly value?: readonly string[];
  readonly onChange?: (ids: string[]) => void;
  readonly max?: number;
  readonly accept?: string;
}

export function FilesInput({
  id,
  value,
  onChange,
  max = 20,
  accept = 'image/*,application/pdf,video/*,audio/*',
}: FilesInputProps) {
  const { message } = App.useApp();
  // What was there before is shown as already sent.
  const [files, setFiles] = useState<UploadFile<string>[]>(() =>
    (value ?? []).map((fileId) => ({
      uid: fileId,
      name: fileId.slice(0, 8),
      status: 'done',
      response: fileId,
      url: fileAddress(fileId),
      thumbUrl: fileAddress(fileId, 'thumb'),
    })),
  );
  const tell = (list: UploadFile<string>[]) => {
    setFiles(list);
    onChange?.(list.flatMap((file) => (file.status === 'done' && file.response ? [file.response] : [])));
  };
  return (
    <Upload<string>
      id={id}
      multiple
      maxCount={max}
      accept={accept}
      listType="picture"
      fileList={files}
      onChange={({ fileList }) =>
        tell(
          fileList.map((file) =>
            file.response && file.type?.startsWith('image/')
              ? { ...file, thumbUrl: fileAddress(file.response, 'thumb') }
              : file,
          ),
        )
      }
      customRequest={({ file, onProgress, onSuccess, onError }) => {
        uploadFile(file as File, { onProgress: (percent) => onProgress?.({ percent }) }).then(
          (fileId) => onSuccess?.(fileId),
          (error: Error) => {
            message.error(error.message);
            onError?.(error);
          },
        );
      }}
    >
      <Button icon={<Icon name="upload" size={16} />}>{t('addFiles')}</Button>
    </Upload>
  );
}
