/** Where to show a file from: the phone's own copy while it has one, the server otherwise. */
import { getFileInfo } from '@anshao/core/files/contract.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { callApi, fileAddress } from '../base/api.ts';
import { posterOf } from './media.ts';
import { outgoingFile } from './outgoing.ts';
import { kindOf } from './pick.ts';

export interface ShownFile {
  readonly name: string;
  readonly isPicture: boolean;
  readonly isFilm: boolean;
  readonly type: string;
  readonly thumb: string;
  readonly full: string;
}

export function useShownFile(id: string): ShownFile | undefined {
  const blob = outgoingFile(id)?.blob;
  const [local, setLocal] = useState('');
  useEffect(() => {
    if (!blob) return;
    const address = URL.createObjectURL(blob);
    setLocal(address);
    return () => URL.revokeObjectURL(address);
  }, [blob]);
  const info = useQuery({
    queryKey: ['file', id],
    queryFn: () => callApi(getFileInfo, { params: { id } }),
    enabled: !blob,
    // A stored file never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const outgoing = outgoingFile(id);
  if (outgoing)
    return {
      name: outgoing.name,
      type: outgoing.type,
      isPicture: kindOf(outgoing.type) === 'image',
      isFilm: kindOf(outgoing.type) === 'video',
      thumb: local,
      full: local,
    };
  if (!info.data) return undefined;
  const { name, mediaType, kind } = info.data;
  return {
    name,
    type: mediaType,
    isPicture: kind === 'image',
    isFilm: kind === 'video',
    thumb: fileAddress(id, 'thumb'),
    full: fileAddress(id),
  };
}

const posters = new Map<string, Promise<string | undefined>>();

/** A still picture of a film that is still on this device; a stored one shows its first picture by itself. */
export function usePoster(id: string): string | undefined {
  const outgoing = outgoingFile(id);
  const blob = outgoing && kindOf(outgoing.type) === 'video' ? outgoing.blob : undefined;
  const [poster, setPoster] = useState<string>();
  useEffect(() => {
    if (!blob) return;
    let isOver = false;
    let drawn = posters.get(id);
    if (!drawn) {
      drawn = posterOf(blob);
      posters.set(id, drawn);
    }
    void drawn.then((address) => !isOver && setPoster(address));
    return () => {
      isOver = true;
    };
  }, [id, blob]);
  return poster;
}
