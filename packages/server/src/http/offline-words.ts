import type { PageLanguage } from './page-language.ts'

/** What the page says that stands in for one that cannot be reached. */
interface OfflineWords {
  readonly offline: string
  readonly kept: string
  readonly again: string
}

export const offlineWords: Readonly<Record<PageLanguage, OfflineWords>> = {
  en: { offline: 'You are offline', kept: 'What you wrote is kept on this device.', again: 'Try again' },
  de: {
    offline: 'Sie sind offline',
    kept: 'Was Sie geschrieben haben, bleibt auf diesem Gerät.',
    again: 'Erneut versuchen',
  },
  es: { offline: 'No hay conexión', kept: 'Lo que escribió se conserva en este dispositivo.', again: 'Reintentar' },
  fr: {
    offline: 'Vous êtes hors ligne',
    kept: 'Ce que vous avez écrit est conservé sur cet appareil.',
    again: 'Réessayer',
  },
  pt: {
    offline: 'Você está offline',
    kept: 'O que você escreveu fica guardado neste dispositivo.',
    again: 'Tentar novamente',
  },
  ja: { offline: 'オフラインです', kept: '入力した内容はこの端末に保存されています。', again: '再試行' },
  zh: { offline: '您已离线', kept: '您输入的内容已保存在此设备上。', again: '重试' },
  ar: { offline: 'أنت غير متصل', kept: 'ما كتبته محفوظ على هذا الجهاز.', again: 'إعادة المحاولة' },
}
