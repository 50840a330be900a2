/**
 * Files travel by the tus protocol (resumable) to `/api/uploads`; afterwards they are known by id. A file becomes
 * part of a record only when a submit names it; what nobody names is cleaned up.
 */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Id, Instant, Nullable } from '../base/schemas.ts';

export const fileKinds = ['image', 'pdf', 'video', 'audio', 'sheet', 'document'] as const;
export const FileKind = Type.Enum(fileKinds);
export type FileKind = (typeof fileKinds)[number];

/** What is known about an uploaded file; the server takes it from the file itself, never from the sender's word. */
export interface FileFacts {
  readonly kind: FileKind;
  /** Taken with the camera inside the form, not picked from the gallery. */
  readonly fromCamera: boolean;
  /** How long a film or sound lasts, where that could be read from the file. */
  readonly seconds?: number;
}

export const fileLimits = {
  /** Bytes of one upload by kind. */
  bytes: {
    image: 30 * 1024 * 1024,
    pdf: 50 * 1024 * 1024,
    video: 300 * 1024 * 1024,
    audio: 50 * 1024 * 1024,
    sheet: 20 * 1024 * 1024,
    document: 50 * 1024 * 1024,
  } satisfies Record<FileKind, number>,
  /** Width × height a picture may have before it is refused unread: decoding costs 4 bytes a pixel. */
  imagePixels: 50_000_000,
  /** Uploads that no record names are removed after this long. */
  orphanHours: 48,
  /** What somebody who is not signed in may send for a change request (DR-12). */
  anonymous: { files: 5, bytes: 20 * 1024 * 1024, kinds: ['image', 'pdf'] as readonly FileKind[], ticketMinutes: 60 },
} as const;

export const StoredFile = Type.Object({
  id: Id,
  kind: FileKind,
  name: Type.String(),
  size: Type.Integer(),
  mediaType: Type.String(),
  sha256: Type.String(),
  width: Nullable(Type.Integer()),
  height: Nullable(Type.Integer()),
  uploadedAt: Instant,
});
export type StoredFile = Static<typeof StoredFile>;

export const getFileInfo = defineCall({
  name: 'files.info',
  method: 'GET',
  path: '/files/:id/info',
  summary: '文件信息',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  answer: StoredFile,
});

export const downloadFile = defineCall({
  name: 'files.download',
  method: 'GET',
  path: '/files/:id',
  summary: '查看或下载文件；图片、视频与录音已去除位置信息，原件仅供取证',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  query: Type.Object({
    size: Type.Optional(Type.Union([Type.Literal('thumb'), Type.Literal('full'), Type.Literal('original')])),
  }),
  media: 'application/octet-stream',
});

export const anonymousUploadTicket = defineCall({
  name: 'files.anonymousTicket',
  method: 'POST',
  path: '/uploads/ticket',
  summary: '免登录上传凭证（仅用于变更申请的授权文件，限次限量）',
  admission: 'public',
  body: Type.Object({ purpose: Type.Literal('changeRequest') }),
  answer: Type.Object({ ticket: Type.String(), expiresAt: Instant }),
});
