import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from '../process/repository.ts'
import type { Fingerprint } from './fingerprint.ts'

/** Where the pictures are kept. */
export const galleryFolder = join(repository, 'docs', 'gallery')

/** Says with what the pictures were made. */
export const fingerprintFile = join(galleryFolder, 'made-with.json')

/** What all pictures may weigh together, in bytes. */
export const weightLimit = 5 * 1024 * 1024

/** With what the kept pictures were made; null where there are none yet. */
export const keptFingerprint = (): Fingerprint | null => {
  try {
    return JSON.parse(readFileSync(fingerprintFile, 'utf8')) as Fingerprint
  } catch {
    return null
  }
}

/** Why the pictures cannot be compared with those of this machine; null where they can. */
export const differenceOf = (here: Fingerprint): string | null => {
  const kept = keptFingerprint()
  if (!kept) return 'there are no pictures yet'
  if (kept.browser !== here.browser)
    return `the pictures were made with browser ${kept.browser}, this is ${here.browser}`
  return kept.fonts === here.fonts ? null : 'the pictures were made with other fonts than those of this machine'
}
