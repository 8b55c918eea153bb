import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The same text as it can stand in a file. */
const spellings = (text: string): Buffer[] => {
  const utf16 = Buffer.from(text, 'utf16le')
  return [Buffer.from(text, 'utf8'), utf16, Buffer.from(utf16).swap16(), Buffer.from(text.toUpperCase(), 'utf8')]
}

/** Names of files below a folder in which a text stands, byte by byte, in whatever encoding and case. */
export const filesWith = (folder: string, text: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => {
      const bytes = readFileSync(path)
      return spellings(text).some(spelling => bytes.includes(spelling))
    })
    .sort()
