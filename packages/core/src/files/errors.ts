import { defineErrors } from '../base/errors.ts';

export const filesErrors = defineErrors({
  'files.too-large': { status: 413, zh: '文件过大：{kind}最大 {limit}', en: 'Too large: at most {limit} for {kind}' },
  'files.too-many-pixels': {
    status: 422,
    zh: '照片像素过高（{megapixels} 百万像素），最多 {limit} 百万像素；请在相机设置里调低分辨率',
    en: 'The picture has {megapixels} megapixels, at most {limit} are accepted; lower the camera resolution',
  },
  'files.type-refused': {
    status: 415,
    zh: '不支持这种文件（{type}）；可上传照片、PDF、视频、录音或表格',
    en: 'This kind of file ({type}) is not accepted; send pictures, PDF, video, audio or sheets',
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
});
