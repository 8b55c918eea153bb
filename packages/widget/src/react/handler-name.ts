/** The name of the React property for an event: `chat-ready` is `onChatReady`. */
export const handlerName = (event: string): `on${string}` =>
  `on${event.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`
