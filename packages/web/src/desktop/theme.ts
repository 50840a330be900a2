/** The Ant Design theme, read from the tokens that both component libraries share. */
import type { ThemeConfig } from 'antd';
import tokens from '../base/tokens.json' with { type: 'json' };

const { brand, neutral, risk } = tokens.color.light;

export const deskTheme: ThemeConfig = {
  token: {
    colorPrimary: brand.base,
    colorPrimaryBg: brand.soft,
    colorPrimaryBgHover: brand.line,
    colorSuccess: risk.done.solid,
    colorWarning: risk.serious.solid,
    colorError: risk.major.solid,
    colorInfo: risk.low.solid,
    colorLink: brand.base,
    colorLinkHover: brand.hover,
    colorText: neutral['900'],
    colorTextSecondary: neutral['700'],
    colorTextTertiary: neutral['500'],
    colorTextDescription: neutral['500'],
    colorTextPlaceholder: neutral['500'],
    colorBgLayout: neutral['50'],
    colorBgContainer: neutral['0'],
    colorBorder: neutral['200'],
    colorBorderSecondary: neutral['100'],
    controlItemBgActive: brand.soft,
    fontFamily: tokens.font.family,
    fontSize: 14,
    borderRadius: tokens.radius.deskControl,
    borderRadiusLG: tokens.radius.deskCard,
    controlHeight: 32,
    motionDurationMid: tokens.motion.base,
    wireframe: false,
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Tabs: { inkBarColor: brand.base },
    Tag: { defaultBg: neutral['50'] },
    Segmented: { itemSelectedColor: brand.base, trackBg: neutral['100'], itemColor: neutral['700'] },
  },
};
