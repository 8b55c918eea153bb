import { expect, it } from 'vitest'
import { exportedParts } from '../../packages/widget/src/components/exported-parts.ts'
import { ChatProvider, ChatView } from '../../packages/widget/src/index.ts'
import { defineSheet } from '../../packages/widget/src/styles/define-sheet.ts'
import { elementMembers } from '../../packages/widget/src/types/element-members.ts'
import { cssTokens } from './css-tokens.ts'
import { elementManifest } from './element-manifest.ts'
import { elementReference } from './element-reference.ts'
import { readClasses } from './read-classes.ts'

const manifest = elementManifest()
const classes = readClasses()
const elements = manifest.modules.flatMap(({ declarations }) => declarations).filter(({ tagName }) => tagName)
const named = <T extends { readonly name: string }>(items: readonly T[] | undefined): string[] =>
  (items ?? []).map(({ name }) => name).sort()

it.each(Object.entries(elementMembers))(
  'EM2 what pages set on <%s> and hear from it is what its class has',
  (tag, members) => {
    const element = elements.find(({ tagName }) => tagName === tag)
    const settable = element?.members?.filter(member => member.kind === 'field' && !member.readonly)
    const attributesOnly = element?.attributes?.filter(({ fieldName }) => !fieldName)
    // Some have a property under the same name, written as properties are.
    const asProperties = named(attributesOnly).map(name => name.replaceAll(/-(\w)/g, (_, first) => first.toUpperCase()))
    expect([...new Set([...named(settable), ...asProperties])].sort()).toEqual(
      [...members.attributes, ...members.properties].sort(),
    )
    const own = classes.get(element?.name ?? '')?.declaration.events ?? []
    expect(named(own).filter(name => name.startsWith('chat-'))).toEqual([...members.events].sort())
    for (const one of [...(element?.attributes ?? []), ...(element?.members ?? []), ...(element?.events ?? [])])
      expect(one, one.name).toMatchObject({ description: expect.stringMatching(/\w/) })
  },
)

it('EM2 the attributes in the manifest are those that the elements follow', () => {
  expect([...ChatView.observedAttributes, 'announce'].sort()).toEqual(
    [...elementMembers['chat-view'].attributes].sort(),
  )
  expect([...ChatProvider.observedAttributes, 'announce'].sort()).toEqual(
    [...elementMembers['chat-provider'].attributes].sort(),
  )
})

it('EM2 the manifest has the attributes that only a class’s comment names', () => {
  for (const tag of ['chat-view', 'chat-provider'])
    expect(named(elements.find(({ tagName }) => tagName === tag)?.attributes)).toContain('image-hosts')
})

it('EM9 the parts in the manifest are those that reach the page', () => {
  const view = elements.find(({ tagName }) => tagName === 'chat-view')
  expect(named(view?.cssParts)).toEqual(exportedParts.split(',').sort())
})

it('EM9 the custom properties are those that the tokens read, and one without a meaning is missed', () => {
  const [accent] = cssTokens(':host { --chat-fill: var(--chat-accent, rgb(1 2 3)); color: var(--chat-fill) }')
  expect(accent).toMatchObject({ name: '--chat-accent', default: 'rgb(1 2 3)' })
  expect(() => cssTokens(defineSheet('p { color: var(--chat-new) }').cssText)).toThrow('--chat-new')
})

it('EM2 the page of elements tells of every attribute, event, slot and part', () => {
  const page = elementReference(manifest)
  for (const { attributes = [], events = [], slots = [], cssParts = [] } of elements)
    for (const { name } of [...attributes, ...events, ...slots, ...cssParts])
      expect(page).toContain(name === '' ? '(default)' : `\`${name}\``)
})
