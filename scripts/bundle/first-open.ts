/** What a first conversation in English asks for, besides the launcher; `e2e/first-open.test.ts` holds it against a browser. */
const first = ['widget/src/controllers/chat-host.ts', 'widget/src/components/chat-panel/make-panel.ts']

/** Whether a module that is loaded on demand is needed to show a conversation in English for the first time. */
export const isForFirstOpen = (module: string): boolean =>
  first.some(file => module.replaceAll('\\', '/').endsWith(`/${file}`))
