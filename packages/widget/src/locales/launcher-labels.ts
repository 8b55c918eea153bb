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

/** In the order of a row. */
const names = ['launcher.open', 'launcher.close', 'launcher.unread', 'launcher.failed', 'launcher.retry'] as const

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
  const row = rows[languageOf(tag)]
  return Object.fromEntries(names.map((name, at) => [name, overrides[name] ?? row[at]])) as unknown as LauncherStrings
}
