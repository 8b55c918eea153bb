import { type Language, languageOf } from './language-of.ts'

/** The launcher's strings: there before any locale is loaded, so that the page pays for no locale until it is opened. */
export interface LauncherStrings {
  readonly 'launcher.open': string
  readonly 'launcher.close': string
  /** `{count}` stands for the number, in words that need no plural. */
  readonly 'launcher.unread': string
}

type Row = readonly [open: string, close: string, unread: string]

const rows: Readonly<Record<Language, Row>> = {
  en: ['Open chat', 'Close chat', 'Open chat, unread messages: {count}'],
  de: ['Chat öffnen', 'Chat schließen', 'Chat öffnen, ungelesene Nachrichten: {count}'],
  es: ['Abrir el chat', 'Cerrar el chat', 'Abrir el chat, mensajes sin leer: {count}'],
  fr: ['Ouvrir le chat', 'Fermer le chat', 'Ouvrir le chat, messages non lus : {count}'],
  pt: ['Abrir o chat', 'Fechar o chat', 'Abrir o chat, mensagens não lidas: {count}'],
  ja: ['チャットを開く', 'チャットを閉じる', 'チャットを開く、未読メッセージ {count} 件'],
  zh: ['打开聊天', '关闭聊天', '打开聊天，未读消息：{count}'],
  ar: ['فتح المحادثة', 'إغلاق المحادثة', 'فتح المحادثة، الرسائل غير المقروءة: {count}'],
}

/** The launcher's labels in the language nearest to `tag`. */
export function launcherLabels(tag: string, overrides: Partial<LauncherStrings> = {}): LauncherStrings {
  const [open, close, unread] = rows[languageOf(tag)]
  return {
    'launcher.open': overrides['launcher.open'] ?? open,
    'launcher.close': overrides['launcher.close'] ?? close,
    'launcher.unread': overrides['launcher.unread'] ?? unread,
  }
}
