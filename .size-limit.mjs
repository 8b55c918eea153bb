import { readFileSync } from 'node:fs'
import { loadedWith } from './scripts/bundle/chunk-graph.ts'

const graph = JSON.parse(readFileSync('node_modules/.cache/chat-view/chunk-graph.json', 'utf8'))
const onDemand = /[\\/](locales|highlight|attachments|plugins)[\\/]|[\\/][^\\/]*highlight[^\\/]*$/
const files = follow => loadedWith(graph, 'chat-view.js', follow).map(file => `packages/widget/dist/${file}`)

export default [
  { name: 'launcher, before the first open', path: files(() => false), limit: '8 KiB', gzip: true },
  { name: 'open panel', path: files(facade => !onDemand.test(facade)), limit: '40 KiB', gzip: true },
]
