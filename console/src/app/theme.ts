import type { GlobalThemeOverrides } from 'naive-ui';

const accent = '#1d5fa6';

/** The component library in the console's own colours: navy, restrained, dense. The same values stand in `base.css`. */
export const themeOverrides: GlobalThemeOverrides = {
  common: {
    primaryColor: accent,
    primaryColorHover: '#2b72bf',
    primaryColorPressed: '#164c87',
    primaryColorSuppl: accent,
    errorColor: '#b8232b',
    errorColorHover: '#cd3a42',
    errorColorPressed: '#96191f',
    warningColor: '#b8660b',
    successColor: '#1f7a4d',
    infoColor: accent,
    textColorBase: '#17222e',
    textColor1: '#17222e',
    textColor2: '#2a3846',
    textColor3: '#647182',
    borderColor: '#d5dce4',
    dividerColor: '#e3e8ee',
    borderRadius: '4px',
    borderRadiusSmall: '3px',
    fontFamily: 'inherit',
    fontSize: '13px',
    fontSizeSmall: '13px',
    fontSizeMedium: '13px',
    heightSmall: '28px',
    heightMedium: '32px',
  },
  Button: { fontWeight: '500' },
  Modal: { borderRadius: '6px' },
};
