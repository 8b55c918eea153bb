import '@chat-view/widget/auto'
import { createMarkdownView } from '@chat-view/widget/markdown'
import { extendMarkdown } from '@chat-view/widget/plugins'
import { answer } from './answer.ts'
import { plugins } from './plugins.ts'

/** Characters that come with each frame. */
const pace = 4

const element = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`The page has no ${selector}.`)
  return found
}

/** A text that the page draws itself, here as it comes from a model. */
const view = createMarkdownView(element('#answer'), { headingOffset: 1, extension: extendMarkdown(plugins) })
const show = (length: number): void => {
  view.replace(answer.slice(0, length))
  if (length >= answer.length) view.finish()
  else requestAnimationFrame(() => show(length + pace))
}
element('#again').addEventListener('click', () => show(0))
show(0)

// The same plug-ins in a chat, where the example was started with a project.
if (import.meta.env.CHAT_PROJECT) {
  const chat = document.createElement('chat-view')
  chat.markdownPlugins = plugins
  chat.server = import.meta.env.CHAT_SERVER
  chat.project = import.meta.env.CHAT_PROJECT
  chat.setAttribute('layout', 'popup')
  document.body.append(chat)
}
