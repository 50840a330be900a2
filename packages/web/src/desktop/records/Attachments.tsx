/** Photos of one place as a group to page through; other files by what they are. */
import { getFileInfo, type StoredFile } from '@anshao/core/files/contract.ts';
import { useQueries } from '@tanstack/react-query';
import { Image } from 'antd';
import { callApi, fileAddress } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { keyOf } from '../calls.ts';
import { t } from '../text.ts';

export function Photos({ ids, name, size = 88 }: { ids: readonly string[]; name: string; size?: number }) {
  if (ids.length === 0) return null;
  return (
    <div className="photo-row">
      <Image.PreviewGroup>
        {ids.map((id, index) => (
          <Image
            key={id}
            width={size}
            height={Math.round(size * 0.75)}
            src={fileAddress(id, 'thumb')}
            preview={{ src: fileAddress(id, 'full') }}
            alt={t('photoOf', { number: index + 1, name })}
          />
        ))}
      </Image.PreviewGroup>
    </div>
  );
}

/** Materials of any kind: pictures as thumbs, video and sound to play, the rest as links with their names. */
export function Attachments({ ids, name }: { ids: readonly string[]; name: string }) {
  const infos = useQueries({
    queries: ids.map((id) => ({
      queryKey: keyOf(getFileInfo, { params: { id } }),
      queryFn: () => callApi(getFileInfo, { params: { id } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const files = infos.flatMap((info) => (info.data ? [info.data] : []));
  const pictures = files.filter((file) => file.kind === 'image');
  return (
    <>
      <Photos ids={pictures.map((file) => file.id)} name={name} />
      {files
        .filter((file) => file.kind !== 'image')
        .map((file) => (
          <Material key={file.id} file={file} />
        ))}
      {infos.some((info) => info.isError) ? <p className="small-text quiet-text">{t('fileGone')}</p> : null}
    </>
  );
}

function Material({ file }: { file: StoredFile }) {
  if (file.kind === 'video')
    // biome-ignore lint/a11y/useMediaCaption: taken on site by staff; there is nothing to caption from
    return <video controls preload="metadata" src={fileAddress(file.id)} style={{ width: '100%', borderRadius: 6 }} />;
  if (file.kind === 'audio')
    // biome-ignore lint/a11y/useMediaCaption: a voice note of staff; there is nothing to caption from
    return <audio controls preload="metadata" src={fileAddress(file.id)} style={{ width: '100%' }} />;
  return (
    <a className="plain-link row" href={fileAddress(file.id)} target="_blank" rel="noreferrer">
      <Icon name="file" size={16} />
      {file.name}
    </a>
  );
}
