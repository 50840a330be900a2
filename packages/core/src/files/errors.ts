import { defineErrors } from '../base/errors.ts';
import { acceptedWords, kindWords, refusedWords } from './type-words.ts';

export const filesErrors = defineErrors({
  'files.too-large': {
    status: 413,
    zh: '文件过大：{kind}最大 {limit}',
    en: 'Too large: at most {limit} for {kind}',
    words: { kind: kindWords },
  },
  'files.too-many-pixels': {
    status: 422,
    zh: '照片像素过高（{megapixels} 百万像素），最多 {limit} 百万像素；请在相机设置里调低分辨率',
    en: 'The picture has {megapixels} megapixels, at most {limit} are accepted; lower the camera resolution',
  },
  'files.type-refused': {
    status: 415,
    zh: '不支持这种文件（{type}）；这里可以上传：{accepted}',
    en: 'This kind of file is not accepted ({type}). What can be sent here: {accepted}',
    words: { type: refusedWords, accepted: acceptedWords },
  },
  'files.heic': {
    status: 415,
    zh: '这是 HEIC 格式的照片，浏览器无法显示。iPhone 请到“设置 - 相机 - 格式”选择“兼容性最佳”，或重新拍照上传',
    en: 'This is a HEIC photo. On iPhone choose Settings – Camera – Formats – Most Compatible, or take it again here',
  },
  'files.broken': { status: 422, zh: '文件已损坏或不完整，请重新选择', en: 'The file is damaged or incomplete' },
  'files.not-yours': {
    status: 422,
    zh: '附件不存在、已过期或不是您上传的，请重新上传',
    en: 'The attachment is missing, expired, or not yours; upload it again',
  },
  'files.gone': { status: 404, zh: '文件不存在或已被清理', en: 'The file does not exist or was cleaned up' },
  'files.archive-unsafe': {
    status: 422,
    zh: '表格或文档内部异常（解压后过大或结构不合规），已拒绝；请另存为新文件后再上传',
    en: 'The sheet or document is unsafe inside (too large when unpacked, or malformed); save it anew and try again',
  },
  'files.id-taken': {
    status: 409,
    zh: '上传编号已被使用，请重新选择文件',
    en: 'This upload id is taken; choose the file again',
  },
  'files.offset-mismatch': {
    status: 409,
    zh: '续传位置不一致，将从服务器已收到的位置继续',
    en: 'The offset differs from what the server has; ask for it and go on from there',
  },
  'files.upload-busy': {
    status: 423,
    zh: '这个文件正在上传或处理，请稍后再试',
    en: 'This upload is being written or processed, try again shortly',
  },
  'files.protocol': { status: 412, zh: '上传协议版本不受支持（需要 tus 1.0.0）', en: 'Needs tus 1.0.0' },
  'files.chunk-type': {
    status: 415,
    zh: '上传分片应使用 application/offset+octet-stream',
    en: 'A chunk is sent as application/offset+octet-stream',
  },
  'files.range': { status: 416, zh: '请求的范围超出文件大小', en: 'The range lies outside the file' },
  'files.ticket-invalid': {
    status: 401,
    zh: '上传凭证无效或已过期，请刷新页面后重试',
    en: 'The upload ticket is invalid or has expired; reload the page',
  },
  'files.ticket-used-up': {
    status: 403,
    zh: '一份申请最多上传 {limit} 个文件',
    en: 'At most {limit} files belong to one request',
  },
});
