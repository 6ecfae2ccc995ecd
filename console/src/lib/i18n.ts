import { createI18n } from 'vue-i18n';
import { recallText, rememberText } from './remembered';
import zh from './messages/zh.json';
import en from './messages/en.json';

export type Language = 'zh' | 'en';
const storageKey = 'yaoshao.language';

// English must say everything that Chinese says: a missing key is a type error here.
const english: typeof zh = en;

export const i18n = createI18n({
  legacy: false,
  locale: recallText(storageKey) === 'en' ? 'en' : 'zh',
  fallbackLocale: 'zh',
  messages: { zh, en: english },
});

/** Switches the language on screen and remembers it for this browser. */
export function setLanguage(language: Language): void {
  i18n.global.locale.value = language;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  rememberText(storageKey, language);
}
