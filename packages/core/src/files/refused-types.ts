/** Which of the types that have a name a refused file is of. */
import type { RefusedType } from './type-words.ts';

const byExtension = new Map<string, RefusedType>(
  (
    [
      [
        'program',
        'exe dll msi com scr lnk reg bat cmd ps1 vbs sh jar class apk ipa app elf macho deb rpm crx wasm js py',
      ],
      ['archive', 'zip rar 7z tar gz tgz bz2 xz zst lz lz4 lzh arj ace cab ar cpio iso dmg asar'],
      ['webPage', 'html htm xhtml mht mhtml xml php asp jsp swf'],
      ['drawing', 'svg svgz dwg dxf eps ai cdr skp'],
      ['oldOffice', 'doc xls dot xlt cfb'],
      ['macros', 'docm dotm xlsm xltm pptm'],
      ['otherDocument', 'ppt pptx pps ppsx odt ods odp rtf wps et dps pages numbers key epub mobi chm ofd ps xps'],
      ['text', 'txt md log ini json yaml yml vcf ics'],
      ['otherPicture', 'psd tif tiff bmp avif jxl jp2 ico dng cr2 cr3 nef arw raf orf rw2'],
      ['otherVideo', 'avi mkv flv wmv rm rmvb mpg mpeg mts ogv'],
      ['otherAudio', 'flac ape wma aif aiff mid caf'],
      ['font', 'ttf otf ttc woff woff2 eot'],
    ] as const
  ).flatMap(([type, extensions]) => extensions.split(' ').map((one) => [one, type] as const)),
);

const byFamily: Readonly<Record<string, RefusedType>> = {
  image: 'otherPicture',
  video: 'otherVideo',
  audio: 'otherAudio',
  font: 'font',
  text: 'text',
};

/** @param extension without its dot; '' and an empty media type where they are not known */
export function refusedType(mediaType: string, extension: string): RefusedType {
  const family = /^(\w+)\//.exec(mediaType.toLowerCase())?.[1] ?? '';
  const listed = byExtension.get(extension.toLowerCase());
  if (listed) return listed;
  if (/^text\/html/i.test(mediaType)) return 'webPage';
  return Object.hasOwn(byFamily, family) ? (byFamily[family] as RefusedType) : 'unknown';
}
