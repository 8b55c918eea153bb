/** Other languages, the other element, and what only some pages or some presses want. */
const later =
  /[\\/]locales[\\/](?!en[\\/])|[\\/](highlight|attachments|plugins)[\\/]|[\\/][^\\/]*highlight[^\\/]*$|[\\/](provider-life|route-follower|export-thread)\.ts$/

/** Whether a module that is loaded on demand is needed to show a conversation in English for the first time. */
export const isForFirstOpen = (facade: string): boolean => !later.test(facade)
