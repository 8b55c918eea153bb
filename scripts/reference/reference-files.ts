import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describeAsyncApi, describeOpenApi } from '@chat-view/protocol'
import { elementManifest } from '../manifest/element-manifest.ts'
import { elementReference } from '../manifest/element-reference.ts'
import { repository } from '../process/repository.ts'
import { closeCodeTable, errorCodeTable, permissionTable } from './code-tables.ts'
import { sqliteSchema } from './sqlite-schema.ts'

// As the repository's own formatter writes it, so that the lint step has nothing to say.
const json = (file: string, value: unknown): string =>
  execFileSync(join(repository, 'node_modules/.bin/biome'), ['format', `--stdin-file-path=${file}`], {
    cwd: repository,
    input: `${JSON.stringify(value, null, 2)}\n`,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })

/** Every file that is made from the protocol, the schema's steps and the elements, by its path in the repository. */
export function referenceFiles(): ReadonlyMap<string, string> {
  const openApi = 'docs/reference/openapi.json'
  const asyncApi = 'docs/reference/asyncapi.json'
  const elements = 'packages/widget/custom-elements.json'
  const manifest = elementManifest()
  return new Map([
    [openApi, json(openApi, describeOpenApi())],
    [asyncApi, json(asyncApi, describeAsyncApi())],
    ['docs/reference/error-codes.md', errorCodeTable()],
    ['docs/reference/close-codes.md', closeCodeTable()],
    ['docs/reference/permissions.md', permissionTable()],
    ['docs/reference/schema.sql', sqliteSchema()],
    [elements, json(elements, manifest)],
    ['docs/reference/elements.md', elementReference(manifest)],
  ])
}
