/** Where the chat is: `CHAT_SERVER` and `CHAT_PROJECT` when the page is built. */
export const place = { server: import.meta.env.CHAT_SERVER, project: import.meta.env.CHAT_PROJECT }
