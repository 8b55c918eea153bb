import { type Language, languageOf } from './language-of.ts'

/** The launcher's strings: there before any locale is loaded, so that the page pays for no locale until it is opened. */
export interface LauncherStrings {
  readonly 'launcher.open': string
  readonly 'launcher.close': string
  /** `{count}` stands for the number, in words that need no plural. */
  readonly 'launcher.unread': string
  /** Shown when the rest of the chat could not be loaded (UX7). */
  readonly 'launcher.failed': string
  readonly 'launcher.retry': string
}

type Row = readonly [open: string, close: string, unread: string, failed: string, retry: string]

const rows: Readonly<Record<Language, Row>> = {
  en: ['Open chat', 'Close chat', 'Open chat, unread messages: {count}', 'The chat could not be loaded.', 'Try again'],
  de: [
    'Chat öffnen',
    'Chat schließen',
    'Chat öffnen, ungelesene Nachrichten: {count}',
    'Der Chat konnte nicht geladen werden.',
    'Erneut versuchen',
  ],
  es: [
    'Abrir el chat',
    'Cerrar el chat',
    'Abrir el chat, mensajes sin leer: {count}',
    'No se pudo cargar el chat.',
    'Reintentar',
  ],
  fr: [
    'Ouvrir le chat',
    'Fermer le chat',
    'Ouvrir le chat, messages non lus : {count}',
    'Le chat n’a pas pu être chargé.',
    'Réessayer',
  ],
  pt: [
    'Abrir o chat',
    'Fechar o chat',
    'Abrir o chat, mensagens não lidas: {count}',
    'O chat não carregou.',
    'Tentar de novo',
  ],
  ja: [
    'チャットを開く',
    'チャットを閉じる',
    'チャットを開く、未読メッセージ {count} 件',
    'チャットを読み込めませんでした。',
    '再試行',
  ],
  zh: ['打开聊天', '关闭聊天', '打开聊天，未读消息：{count}', '无法加载聊天。', '重试'],
  ar: [
    'فتح المحادثة',
    'إغلاق المحادثة',
    'فتح المحادثة، الرسائل غير المقروءة: {count}',
    'تعذر تحميل المحادثة.',
    'أعد المحاولة',
  ],
}

/** The launcher's labels in the language nearest to `tag`. */
export function launcherLabels(tag: string, overrides: Partial<LauncherStrings> = {}): LauncherStrings {
  const [open, close, unread, failed, retry] = rows[languageOf(tag)]
  return {
    'launcher.open': overrides['launcher.open'] ?? open,
    'launcher.close': overrides['launcher.close'] ?? close,
    'launcher.unread': overrides['launcher.unread'] ?? unread,
    'launcher.failed': overrides['launcher.failed'] ?? failed,
    'launcher.retry': overrides['launcher.retry'] ?? retry,
  }
}
