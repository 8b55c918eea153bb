import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as analyzer from '@custom-elements-manifest/analyzer'
import { repository } from '../process/repository.ts'
import type { Declaration, Field, Manifest, Method } from './manifest.ts'

/** Members as the analyzer tells of them, also those that are nobody's business. */
type Raw = (Field | Method) & { readonly privacy?: string; readonly static?: boolean }

interface Analyzer {
  create(options: { modules: readonly unknown[]; plugins: readonly unknown[] }): Manifest
  readonly ts: {
    readonly ScriptTarget: { readonly Latest: number }
    createSourceFile(name: string, text: string, target: number, parents: boolean): unknown
  }
}

/** A class, and the module in which it is. */
export interface ReadClass {
  readonly path: string
  readonly declaration: Declaration
}

const widget = join(repository, 'packages/widget')
const sources = ['src/components/chat-*/chat-*.ts', 'src/components/instance-element.ts', 'src/events/*.ts']

/** Every class of public elements and events by its name, as it and its comments say, with what pages can see of it. */
export function readClasses(): ReadonlyMap<string, ReadClass> {
  const { create, ts } = analyzer as unknown as Analyzer
  const files = globSync(sources, { cwd: widget, exclude: ['**/*.test.ts'] }).sort()
  const modules = files.map(file =>
    ts.createSourceFile(file, readFileSync(join(widget, file), 'utf8'), ts.ScriptTarget.Latest, true),
  )
  const { modules: read } = create({ modules, plugins: [] })
  return new Map(
    read.flatMap(({ path, declarations }) =>
      declarations
        .filter(({ kind }) => kind === 'class')
        .map(declaration => [
          declaration.name,
          { path, declaration: { ...declaration, members: (declaration.members ?? []).filter(isPublic) } },
        ]),
    ),
  )
}

const isPublic = ({ name, privacy, static: ofClass }: Raw): boolean =>
  (privacy ?? 'public') === 'public' && !ofClass && !/^(performUpdate|\w+Callback)$/.test(name)
