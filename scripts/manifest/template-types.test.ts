import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { repository } from '../process/repository.ts'
import { runCommand } from '../process/run-command.ts'

const use = (framework: string) => `import type {} from '@chat-view/widget/types/${framework}'`

/** How a sample of each framework begins, and what follows its expression. */
const heads = {
  'react wrapper': `import { ChatComposer, ChatProvider, ChatView } from '@chat-view/widget/react'`,
  'react element': use('react'),
  'vue element': `/** @jsxImportSource vue */\n${use('vue')}`,
  'vue template': `${use('vue')}\nimport type { GlobalComponents } from 'vue'\ntype Props = InstanceType<GlobalComponents['chat-view']>['$props']`,
  'svelte element': `${use('svelte')}\nimport type { SvelteHTMLElements } from 'svelte/elements'\ntype Props = SvelteHTMLElements['chat-view']`,
} as const

const samples: Readonly<Record<keyof typeof heads, { right: readonly string[]; wrong: readonly string[] }>> = {
  'react wrapper': {
    right: [
      `<ChatView server="" project="" layout="popup" open id="help" style={{ height: 1 }} />`,
      `<ChatView onChatMessage={({ role, thread }) => role === 'user' && thread} onChatLink={event => event.preventDefault()} />`,
      `<ChatView getToken={async () => ''} prompts={['a']} thread={null} chat={null} tools={undefined} />`,
      `<ChatView ref={element => void element?.show()}><b slot="header" /></ChatView>`,
      `<ChatProvider theme="dark" ref={element => element?.newThread()}><ChatComposer text="" /></ChatProvider>`,
    ],
    wrong: [
      `<ChatView layout="side" />`,
      `<ChatView open="yes" />`,
      `<ChatView onChatMessage={({ text }) => text} />`,
      `<ChatView onChatEdit={() => {}} />`,
      `<ChatView getToken={() => 1} />`,
      `<ChatView show={() => {}} />`,
      `<ChatView ref={element => element?.open()} />`,
      `<ChatProvider layout="page" />`,
      `<ChatComposer text={1} />`,
    ],
  },
  'react element': {
    right: [
      `<chat-view layout="page" onchat-unread={({ count }) => count + 1} readonly className="x" />`,
      `<chat-messages />`,
    ],
    wrong: [`<chat-view layout="side" />`, `<chat-view onchat-unread={({ total }) => total} />`, `<chat-box />`],
  },
  'vue element': {
    right: [`<chat-view layout="page" onChatUnread={({ count }) => count + 1} class="x" key="1" />`],
    wrong: [`<chat-view layout="side" />`, `<chat-view onChatUnread={({ total }) => total} />`],
  },
  'vue template': {
    right: [`{ layout: 'popup', open: true, prompts: [], onChatShow: event => event.type } satisfies Props`],
    wrong: [`{ layout: 'side' } satisfies Props`, `{ onChatOpen: () => {} } satisfies Props`],
  },
  'svelte element': {
    right: [`{ theme: 'dark', 'onchat-link': event => event.href, class: 'x' } satisfies Props`],
    wrong: [`{ theme: 'black' } satisfies Props`, `{ 'onchat-link': (event: { url: URL }) => event } satisfies Props`],
  },
}

const cases = Object.entries(samples).flatMap(([kind, { right, wrong }]) => [
  ...right.map(code => ({ kind: kind as keyof typeof heads, code, compiles: true })),
  ...wrong.map(code => ({ kind: kind as keyof typeof heads, code, compiles: false })),
])
const fileOf = (index: number): string => `sample-${index}.tsx`
let folder = ''
let errors: readonly string[] = []

beforeAll(async () => {
  const cache = join(repository, 'node_modules/.cache/chat-view')
  await mkdir(cache, { recursive: true })
  folder = await mkdtemp(join(cache, 'types-'))
  const extended = join(repository, 'packages/widget/tsconfig.json')
  const compilerOptions = { jsx: 'react-jsx', types: [], noUnusedLocals: false }
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: extended, compilerOptions, include: ['*.tsx'] }),
  )
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  for (const [index, { kind, code }] of cases.entries())
    await writeFile(join(folder, fileOf(index)), `${heads[kind]}\nexport const sample = ${code}\n`)
  const { output } = await runCommand({ program: 'tsc', args: ['-p', folder, '--pretty', 'false'] })
  errors = output.split('\n').filter(line => line.includes('error TS'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

it.each(cases.map((sample, index) => ({ ...sample, index })))(
  'EM2 types for a $kind: $code, compiles: $compiles',
  ({ index, compiles }) => {
    const own = errors.filter(line => line.includes(`${fileOf(index)}(`))
    if (compiles) expect(own).toEqual([])
    else expect(own.length).toBeGreaterThan(0)
  },
)

it('EM2 the types themselves have no error', () => {
  expect(errors.filter(line => /widget\/src\/(types|react)\//.test(line))).toEqual([])
})
