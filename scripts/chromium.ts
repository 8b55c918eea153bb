import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { repository } from './process/repository.ts'

/** What a Playwright `launchOptions` needs: no args on purpose, the packed browser's own list switches web security off. */
export interface ChromiumLaunch {
  executablePath: string
  env: Record<string, string>
}

const run = promisify(execFile)
const needed = ['libnss3.so', 'libnspr4.so', 'libexpat.so.1']

/**
 * Finds a Chromium for the browser tests: `CHROMIUM_PATH`, then the one that `playwright install` left,
 * then the packed one, unpacked once into `node_modules/.cache/chromium/<version>`.
 */
export async function chromium(environment: NodeJS.ProcessEnv = process.env): Promise<ChromiumLaunch> {
  const env = definedOnly(environment)
  if (environment.CHROMIUM_PATH) return { executablePath: environment.CHROMIUM_PATH, env }
  const { chromium: playwright } = await import('playwright')
  const installed = playwright.executablePath()
  if (installed && existsSync(installed)) return { executablePath: installed, env }
  return packedChromium(env, join(repository, 'node_modules', '.cache', 'chromium'))
}

/** Unpacks the packed Chromium below `cache`; any number of processes may call it at once. */
async function packedChromium(env: Record<string, string>, cache: string): Promise<ChromiumLaunch> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const root = join(dirname(entry), '..')
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const home = join(cache, version)
  if (!existsSync(home)) await unpack(root, home, cache)
  const libraries = join(home, 'al2023', 'lib')
  const fonts = join(home, 'fonts')
  return {
    executablePath: join(home, 'chromium'),
    env: {
      ...env,
      ...((await lacksLibraries()) && { LD_LIBRARY_PATH: [libraries, env.LD_LIBRARY_PATH].filter(Boolean).join(':') }),
      ...(!existsSync('/etc/fonts/fonts.conf') && { FONTCONFIG_PATH: fonts }),
    },
  }
}

// The archive unpacks in place under TMPDIR and would leave a truncated file when killed: unpack aside, then rename.
async function unpack(root: string, home: string, cache: string): Promise<void> {
  await mkdir(cache, { recursive: true })
  const aside = await mkdtemp(join(cache, 'unpacking-'))
  const program = `
    const { inflate, default: chromium } = await import('@sparticuz/chromium')
    await chromium.executablePath()
    await inflate(${JSON.stringify(join(root, 'bin', 'al2023.tar.br'))})`
  try {
    await run(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: repository,
      env: { ...process.env, TMPDIR: aside },
    })
    await rename(aside, home)
  } catch (error) {
    if (!existsSync(home)) throw error // another process may have been first: its copy is as good
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

async function lacksLibraries(): Promise<boolean> {
  try {
    const { stdout } = await run('/sbin/ldconfig', ['-p'])
    return needed.some(name => !stdout.includes(`${name} `))
  } catch {
    return true
  }
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
}
