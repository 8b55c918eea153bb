const mark = /[#&]m-([\w-]+)$/

/** The address of a message, from that of its thread: at its end, where it names a place in the page. */
export const messageAddress = (thread: string, message: string): string =>
  `${thread}${thread.includes('#') ? '&' : '#'}m-${message}`

/** The message that the end of an address names; null: none. */
export const messageIn = (hash: string): string | null => mark.exec(hash)?.[1] ?? null

/** The end of an address without the message that it names. */
export const withoutMessage = (hash: string): string => hash.replace(mark, '')
