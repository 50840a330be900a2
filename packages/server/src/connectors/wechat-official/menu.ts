/** The menu at the foot of the account (DR-01). Source: developers.weixin.qq.com “创建自定义菜单”. */

export type WechatMenuButton =
  | { type: 'view'; name: string; url: string }
  | { type: 'click'; name: string; key: string }
  | { name: string; sub_button: Exclude<WechatMenuButton, { sub_button: unknown }>[] };

export interface WechatMenu {
  button: WechatMenuButton[];
}

/** Everything the service would refuse, with the path of each; empty when the menu can be published. */
export function menuProblems(menu: WechatMenu): { path: string; message: string }[] {
  const problems: { path: string; message: string }[] = [];
  const check = (path: string, buttons: WechatMenuButton[], limit: number, nameBytes: number): void => {
    if (buttons.length < 1 || buttons.length > limit) {
      problems.push({ path, message: `菜单应有 1 至 ${limit} 个` });
    }
    buttons.forEach((button, index) => {
      const at = `${path}[${index}]`;
      const bytes = Buffer.byteLength(button.name);
      if (bytes < 1 || bytes > nameBytes)
        problems.push({ path: `${at}.name`, message: `名称应为 1 至 ${nameBytes} 字节` });
      if ('sub_button' in button) check(`${at}.sub_button`, button.sub_button, 5, 60);
      else if (button.type === 'view' && (!/^https?:\/\//.test(button.url) || Buffer.byteLength(button.url) > 1024)) {
        problems.push({ path: `${at}.url`, message: '网址应以 http(s):// 开头，且不超过 1024 字节' });
      } else if (button.type === 'click' && (button.key === '' || Buffer.byteLength(button.key) > 128)) {
        problems.push({ path: `${at}.key`, message: '菜单 KEY 应为 1 至 128 字节' });
      }
    });
  };
  check('button', menu.button, 3, 16);
  return problems;
}
