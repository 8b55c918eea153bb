import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildWidget } from '../scripts/build-widget.ts'
import { type ChunkGraph, loadedWith } from '../scripts/bundle/chunk-graph.ts'
import { isForFirstOpen } from '../scripts/bundle/first-open.ts'
import { repository } from '../scripts/process/repository.ts'
import type { Benchmark, Row } from './harness/benchmark.ts'
import { words } from './harness/number-words.ts'

const kib = 1024
/** The best that others need for a working chat with markdown, gzipped. */
const bestPeer = 108 * kib

const run = async (): Promise<Row[]> => {
  await buildWidget()
  const file = join(repository, 'node_modules/.cache/chat-view/chunk-graph.json')
  const graph = JSON.parse(await readFile(file, 'utf8')) as ChunkGraph
  const bytesOf = async (names: readonly string[]): Promise<number> => {
    const files = names.map(name => readFile(join(repository, 'packages/widget/dist', name)))
    return (await Promise.all(files)).reduce((sum, content) => sum + gzipSync(content).length, 0)
  }
  const row = async (id: string, what: string, files: readonly string[], limit: number): Promise<Row> => {
    const bytes = await bytesOf(files)
    return {
      id,
      what,
      ours: `${words(bytes / kib)} KiB`,
      reference: `${words(bestPeer / kib)} KiB (best peer)`,
      ratio: bytes / bestPeer,
      target: `≤ ${limit} KiB`,
      met: bytes <= limit * kib,
      samples: { files, bytes },
    }
  }
  return [
    await row(
      'W1 closed',
      'gzip bytes before the first open',
      loadedWith(graph, 'chat-view.js', () => false),
      8,
    ),
    await row(
      'W1 open',
      'gzip bytes with the open panel: markdown, windowing, SDK',
      loadedWith(graph, 'chat-view.js', isForFirstOpen),
      40,
    ),
  ]
}

/** What a page loads. */
export const bytes: Benchmark = { ids: ['W1'], what: 'bytes that a page loads', run }
