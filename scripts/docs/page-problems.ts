import { posix } from 'node:path'

/** What pages may speak of. */
export interface Told {
  /** Is there such a file or folder, by its path in the repository? */
  has(path: string): boolean
  /** The text of a page, by its path. */
  read(path: string): string
  /** Names of npm's scripts. */
  readonly scripts: ReadonlySet<string>
  /** Methods of each HTTP path, in capitals; names in braces are empty: `/v1/threads/{}`. */
  readonly operations: ReadonlyMap<string, readonly string[]>
}

/** A path whose placeholders (`{id}`, `<id>`, `$ID`) have no names. */
export const withoutNames = (path: string): string => path.replaceAll(/\{[^}]*\}|<[^>]*>|\$\w+/g, '{}')

const prose = (text: string): string => text.replaceAll(/^ *```[\s\S]*?^ *```/gm, '')

/** Anchors of a page's headings, as forges make them. */
const anchorsOf = (text: string): ReadonlySet<string> =>
  new Set(
    [...prose(text).matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) =>
      heading
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )

function* brokenLinks(page: string, text: string, told: Told): Generator<string> {
  for (const [, link = ''] of prose(text).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(link)) continue
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? page : posix.join(posix.dirname(page), path)
    if (!told.has(target)) yield `${link} leads nowhere`
    else if (anchor && !anchorsOf(told.read(target)).has(anchor)) yield `${link}: there is no such heading`
  }
}

function* unknownScripts(text: string, { scripts }: Told): Generator<string> {
  for (const [, name = ''] of text.matchAll(/\bnpm run (?:-s )?([\w:-]+)/g))
    if (!scripts.has(name)) yield `npm run ${name}: there is no such script`
}

function* unknownOperations(text: string, { operations }: Told): Generator<string> {
  for (const [, method, path = ''] of text.matchAll(/(?:\b(GET|POST|PUT|PATCH|DELETE) )?(\/v1\/[\w{}/<>$-]*[\w}>])/g)) {
    const methods = operations.get(withoutNames(path))
    // `/v1/admin` stands for all below it.
    const isFolder = [...operations.keys()].some(one => one.startsWith(`${withoutNames(path)}/`))
    if (methods === undefined ? !isFolder : method !== undefined && !methods.includes(method))
      yield `${method ?? ''} ${path}: there is no such operation`.trim()
  }
}

/** What a page names that is not there: files, headings, npm's scripts, HTTP operations. */
export const pageProblems = (page: string, text: string, told: Told): readonly string[] =>
  [...brokenLinks(page, text, told), ...unknownScripts(text, told), ...unknownOperations(text, told)].map(
    problem => `${page}: ${problem}`,
  )
