import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const places = ['./widget/', '../../widget/dist/browser/', '../../widget/dist/']

/** Where the widget's bundle lies: beside the packed server, or in the workspace; null when it was not built. */
export const widgetFolder = (): string | null => {
  const folders = places.map(place => fileURLToPath(new URL(place, import.meta.url)))
  return folders.find(folder => existsSync(`${folder}chat-view.js`)) ?? null
}
