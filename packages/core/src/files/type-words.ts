/** What files are called in sentences. People know a program and an archive, not `elf` and `x-msdownload`. */
import type { Wording } from '../base/errors.ts';
import type { FileKind } from './contract.ts';

/** Kinds of files in the words of a sentence; `file` where the kind is not known yet. */
export const kindWords = {
  image: { zh: '照片', en: 'pictures' },
  pdf: { zh: 'PDF', en: 'PDF' },
  video: { zh: '视频', en: 'videos' },
  audio: { zh: '录音', en: 'recordings' },
  sheet: { zh: '表格', en: 'sheets' },
  document: { zh: '文档', en: 'documents' },
  file: { zh: '文件', en: 'files' },
} as const satisfies Record<FileKind | 'file', Wording>;

/** The same with the formats that are taken. */
export const acceptedWords = {
  image: { zh: '照片（JPG、PNG、WebP、GIF）', en: 'pictures (JPG, PNG, WebP, GIF)' },
  pdf: { zh: 'PDF', en: 'PDF' },
  video: { zh: '视频（MP4、MOV、WebM、3GP）', en: 'videos (MP4, MOV, WebM, 3GP)' },
  audio: { zh: '录音（MP3、M4A、AAC、AMR、OGG、WAV）', en: 'recordings (MP3, M4A, AAC, AMR, OGG, WAV)' },
  sheet: { zh: '表格（XLSX、CSV）', en: 'sheets (XLSX, CSV)' },
  document: { zh: '文档（DOCX）', en: 'documents (DOCX)' },
} as const satisfies Record<FileKind, Wording>;

export const refusedWords = {
  ...kindWords,
  program: { zh: '程序文件', en: 'a program' },
  archive: { zh: '压缩包', en: 'an archive' },
  webPage: { zh: '网页', en: 'a web page' },
  drawing: { zh: '矢量图', en: 'a vector drawing' },
  oldOffice: { zh: '旧版 Office 文件，请另存为 DOCX 或 XLSX', en: 'an old Office file; save it as DOCX or XLSX' },
  oldSheet: { zh: '旧版 Office 文件，请另存为 XLSX', en: 'an old Office file; save it as XLSX' },
  macros: { zh: '含宏的文件', en: 'a file with macros' },
  otherDocument: { zh: '其他格式的文档', en: 'a document of another format' },
  text: { zh: '文本文件', en: 'a text file' },
  otherPicture: { zh: '其他格式的图片', en: 'a picture of another format' },
  otherVideo: { zh: '其他格式的视频', en: 'a video of another format' },
  otherAudio: { zh: '其他格式的音频', en: 'sound of another format' },
  font: { zh: '字体', en: 'a font' },
  damaged: { zh: '文件已损坏或不完整', en: 'damaged or incomplete' },
  disguised: { zh: '内容与文件名不符', en: 'its contents are not what its name says' },
  unknown: { zh: '未知类型', en: 'an unknown type' },
} as const satisfies Record<string, Wording>;
export type RefusedType = keyof typeof refusedWords;
