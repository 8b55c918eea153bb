import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { finished, pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { ImportPlace, ImportPlaces } from '../domain/archive/import-archive.ts'
import { CodedError } from '../ports/coded-error.ts'

/** A line that is longer is none of ours: a text has a bound, and a row few of them. */
const longestLine = 256 * 1024 * 1024

const isPacked = (path: string): boolean => path.endsWith('.gz')

/** What takes an archive's lines into a file that only its owner may read; packed where the name says so. */
export interface ArchiveSink {
  write(lines: string): Promise<void>
  /** Resolves when all is in the file. */
  end(): Promise<void>
  /** Gives up. */
  destroy(): void
}

/** @param name the name that the file shall have in the end */
export const openArchiveSink = (path: string, name: string): ArchiveSink => {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  const packing = isPacked(name) ? createGzip() : null
  const target = packing ?? file
  const done = packing ? pipeline(packing, file) : finished(file)
  // Whoever writes is told; until then it is no surprise to the process.
  done.catch(() => {})
  return {
    async write(lines) {
      if (!target.write(lines)) await Promise.race([once(target, 'drain'), done])
    },
    async end() {
      target.end()
      await done
    },
    destroy() {
      target.destroy()
      file.destroy()
    },
  }
}

const unreadable = (path: string, error: unknown): CodedError => {
  const { code = 'damaged' } = error as NodeJS.ErrnoException
  return new CodedError('invalid_request', { detail: `${path} cannot be read (${code})`, cause: error })
}

/** An archive's lines without their ends. @throws invalid_request */
export async function* archiveLines(path: string): AsyncGenerator<string> {
  const file = createReadStream(path)
  const source = isPacked(path) ? file.pipe(createGunzip()) : file
  file.on('error', error => source.destroy(error))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  try {
    for await (const chunk of source) {
      const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > longestLine) throw new Error('a line has no end')
      yield* lines
    }
    rest += decoder.decode()
  } catch (error) {
    throw unreadable(path, error)
  } finally {
    file.destroy()
  }
  if (rest !== '') yield rest
}

/** Keeps how far an import into one target has come, in a small file beside the archive. */
export const importPlaces = (archive: string, target: string): ImportPlaces => {
  const path = `${archive}.import.json`
  const name = createHash('sha256').update(target).digest('hex')
  return {
    async load() {
      try {
        const { target: of, place } = JSON.parse(await readFile(path, 'utf8'))
        return of === name ? (place as ImportPlace) : null
      } catch {
        return null
      }
    },
    async save(place) {
      // In one step: half a place is none.
      await writeFile(`${path}.next`, JSON.stringify({ target: name, place }), { mode: 0o600 })
      await rename(`${path}.next`, path)
    },
    clear: () => rm(path, { force: true }),
  }
}
