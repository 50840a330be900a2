import { defineErrors } from '../base/errors.ts';

export const accessErrors = defineErrors({
  'access.sign-in': { status: 401, zh: '请先登录', en: 'Please sign in' },
  'access.forbidden': {
    status: 403,
    zh: '您没有这项操作的权限，可请管理员授予',
    en: 'You may not do this; an administrator can grant it',
  },
  'access.not-bound': {
    status: 403,
    zh: '请先绑定小区，再填报日报',
    en: 'Bind your community before filing',
  },
  'access.code-wrong': {
    status: 422,
    zh: '验证码不正确，还可以试 {left} 次',
    en: 'Wrong code, {left} attempts left',
  },
  'access.code-expired': { status: 422, zh: '验证码已失效，请重新获取', en: 'The code has expired, request a new one' },
  'access.locked': {
    status: 429,
    zh: '尝试次数过多，已锁定，请 {minutes} 分钟后再试',
    en: 'Too many failures, locked for {minutes} minutes',
  },
  'access.resend-early': {
    status: 429,
    zh: '验证码已发送，{seconds} 秒后可重发',
    en: 'A code was just sent; you can resend in {seconds} s',
  },
  'access.codes-used-up': {
    status: 429,
    zh: '今天获取验证码的次数已用完，请 {hours} 小时后再试，或联系技术支持',
    en: 'No more codes today; try again in {hours} hours, or call the help line',
  },
  'access.no-contact': {
    status: 409,
    zh: '该小区没有登记项目负责人的手机号，请提交变更申请或拨打帮助电话',
    en: 'No mobile number is on file for this community; submit a change request or call the help line',
  },
  'access.password-wrong': { status: 401, zh: '账号或密码不正确', en: 'Wrong account or password' },
  'access.no-account-name': {
    status: 422,
    zh: '这个人没有登记手机号，请填写登录账号',
    en: 'This person has no mobile on file; enter an account name',
  },
  'access.password-weak': {
    status: 422,
    zh: '新密码过于简单：至少 10 位，不能是常见密码或与账号相同',
    en: 'Too weak: at least 10 characters, not common, not the account',
  },
  'access.must-change-password': {
    status: 403,
    zh: '请先修改一次性密码',
    en: 'Change the one-time password first',
  },
  'access.authorisation-missing': {
    status: 422,
    zh: '请上传公司授权文件（图片或 PDF）',
    en: 'Upload the company’s authorisation (picture or PDF)',
  },
  'access.request-open': {
    status: 409,
    zh: '该小区已有一份待审核的变更申请（{number}）',
    en: 'A change request for this community is already waiting ({number})',
  },
  'access.request-decided': { status: 409, zh: '这份申请已经处理过', en: 'This request has already been decided' },
  'access.last-administrator': {
    status: 409,
    zh: '至少要保留一名系统管理员',
    en: 'At least one administrator must remain',
  },
  'access.origin': { status: 403, zh: '请求来源不被允许', en: 'Origin not allowed' },
  'access.wechat-failed': { status: 502, zh: '微信授权没有成功，请重试', en: 'WeChat authorisation failed, try again' },
});
