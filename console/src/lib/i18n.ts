import { createI18n } from 'vue-i18n';
import zh from './messages/zh.json';
import en from './messages/en.json';

export type Language = 'zh' | 'en';
const storageKey = 'yaoshao.language';

// English must say everything that Chinese says: a missing key is a type error here.
const english: typeof zh = en;

function remembered(): Language {
  try {
    return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh'; // storage can be forbidden by policy; Chinese is the default then
  }
}

export const i18n = createI18n({
  legacy: false,
  locale: remembered(),
  fallbackLocale: 'zh',
  messages: { zh, en: english },
});

/** Switches the language on screen and remembers it for this browser. */
export function setLanguage(language: Language): void {
  i18n.global.locale.value = language;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // not remembered where storage is forbidden; the switch itself still works
  }
}
