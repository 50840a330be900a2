/** Cut-off recordings: an MP4 or QuickTime file whose index is missing cannot be played by anything. */
import { open } from 'node:fs/promises';

/** @returns false when the boxes do not end where the file ends, or there is no `moov` box */
export async function hasWholeBoxes(path: string, size: number): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(16);
    let at = 0;
    let indexed = false;
    // A real file has a handful; fragmented ones some per second of recording.
    for (let boxes = 0; at < size && boxes < 20_000; boxes++) {
      const { bytesRead } = await file.read(head, 0, 16, at);
      if (bytesRead < 8) return false;
      const type = head.toString('latin1', 4, 8);
      let length = head.readUInt32BE(0);
      if (length === 1 && bytesRead === 16) length = Number(head.readBigUInt64BE(8));
      if (length === 0) length = size - at;
      if (length < 8 || at + length > size) return false;
      indexed ||= type === 'moov';
      at += length;
    }
    return indexed;
  } finally {
    await file.close();
  }
}
