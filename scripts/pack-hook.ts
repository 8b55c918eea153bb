import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Manifest, publishedManifest } from './packages/published-manifest.ts'

// npm runs this in the package's folder: `prepack` before it makes the tarball, `postpack` after.
const [, , moment] = process.argv
const manifest = 'package.json'
const kept = 'package.json.kept'

if (moment === 'prepack') {
  if (!existsSync('dist')) throw new Error('Nothing is built yet: run "npm run build" first.')
  if (!existsSync(kept)) copyFileSync(manifest, kept)
  const own = JSON.parse(readFileSync(kept, 'utf8')) as Manifest
  writeFileSync(manifest, `${JSON.stringify(publishedManifest(own), null, 2)}\n`)
  copyFileSync(join('..', '..', 'LICENSE'), 'LICENSE')
} else if (moment === 'postpack') {
  if (existsSync(kept)) renameSync(kept, manifest)
  rmSync('LICENSE', { force: true })
} else {
  throw new Error(`pack-hook wants "prepack" or "postpack", not "${moment ?? ''}".`)
}
