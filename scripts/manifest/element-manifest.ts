import { elementMembers } from '../../packages/widget/src/types/element-members.ts'
import { cssTokens } from './css-tokens.ts'
import type { Attribute, Declaration, Field, Manifest, Method, Module } from './manifest.ts'
import { partMeanings } from './part-meanings.ts'
import { type ReadClass, readClasses } from './read-classes.ts'

type Name = keyof typeof elementMembers

const names = Object.keys(elementMembers) as Name[]
const instances: readonly Name[] = ['chat-view', 'chat-provider']
const pascal = (name: string): string => name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())

/** The widget's custom elements manifest: from the classes, their comments, the sheet of tokens, and nothing else (EM2). */
export function elementManifest(): Manifest {
  const classes = readClasses()
  const classOf = (name: string): ReadClass => {
    const found = classes.get(name)
    if (!found) throw new Error(`No class ${name} for the manifest`)
    return found
  }
  const events = [...new Set(names.flatMap((name): readonly string[] => elementMembers[name].events))]
  const elements = names.map(name => {
    const { path, declaration } = classOf(pascal(name))
    return moduleOf(path, elementOf(name, declaration, classes), name)
  })
  const eventModules = Map.groupBy(
    events.map(event => classOf(`${pascal(event)}Event`)),
    ({ path }) => path,
  )
  return {
    schemaVersion: '2.1.0',
    readme: 'README.md',
    modules: [
      ...elements,
      ...[...eventModules].map(([path, found]) =>
        moduleOf(path, ...found.map(({ declaration }) => eventOf(declaration))),
      ),
    ],
  }
}

function elementOf(name: Name, read: Declaration, classes: ReadonlyMap<string, ReadClass>): Declaration {
  const { attributes, events } = elementMembers[name]
  const all = new Set([...attributes, ...(read.attributes ?? []).map(({ name }) => name)])
  // What has no comment is nobody's business: the analyzer also tells of what a constructor sets.
  const told = (read.members ?? []).filter(({ description }) => description)
  const members = told.map(member => memberOf(member, attributes))
  return {
    kind: 'class',
    name: read.name,
    tagName: name,
    customElement: true,
    description: read.description ?? '',
    attributes: [...all].map(attribute => attributeOf(attribute, members, read)),
    members: members.sort((one, other) => one.kind.localeCompare(other.kind)),
    events: events.map(event => ({
      name: event,
      type: { text: `${pascal(event)}Event` },
      description: classes.get(`${pascal(event)}Event`)?.declaration.description ?? '',
    })),
    slots: read.slots ?? [],
    cssParts: partsOf(name, classes).map(part => ({ name: part, description: meaningOf(part) })),
    cssProperties: instances.includes(name) ? cssTokens() : [],
  }
}

/** The elements in another one's shadow tree: their parts reach the page as its own. */
const within: Readonly<Record<string, readonly string[]>> = {
  'chat-view': ['chat-thread-list', 'chat-messages', 'chat-composer'],
  'chat-messages': ['chat-message', 'chat-streaming-text', 'chat-message-actions', 'chat-summary'],
}

/** `@csspart a @csspart b` on one line is read as `a` with a description. */
function partsOf(name: string, classes: ReadonlyMap<string, ReadClass>): readonly string[] {
  const own = classes.get(pascal(name))?.declaration.cssParts ?? []
  const named = own.flatMap(({ name, description }) => [name, ...(description ?? '').split(/\s*@csspart\s+/)])
  const inner = (within[name] ?? []).flatMap(element => partsOf(element, classes))
  return [...new Set([...named, ...inner].map(part => part.trim()).filter(Boolean))]
}

function meaningOf(part: string): string {
  const meaning = partMeanings[part]
  if (!meaning) throw new Error(`scripts/manifest/part-meanings.ts does not say what ${part} is`)
  return meaning
}

function attributeOf(name: string, members: readonly (Field | Method)[], read: Declaration): Attribute {
  const field = members.find(member => member.kind === 'field' && member.name === name) as Field | undefined
  if (!field) return { name, ...read.attributes?.find(attribute => attribute.name === name) }
  const { type, description } = field
  return { name, fieldName: name, ...(type && { type }), ...(description && { description }) }
}

function memberOf(member: Field | Method, attributes: readonly string[]): Field | Method {
  const { name, kind, description } = member
  const described = { name, ...(description && { description }) }
  if (kind === 'method') {
    const { parameters, return: returned } = member
    return { kind, ...described, ...(parameters && { parameters }), ...(returned && { return: returned }) }
  }
  return {
    kind,
    ...described,
    ...(member.type && { type: member.type }),
    ...(member.readonly && { readonly: true }),
    ...(attributes.includes(name) && { attribute: name, reflects: true }),
  }
}

function eventOf({ name, description, members }: Declaration): Declaration {
  return {
    kind: 'class',
    name,
    description: description ?? '',
    superclass: { name: 'Event' },
    members: (members ?? []).filter(({ kind }) => kind === 'field').map(member => memberOf(member, [])),
  }
}

function moduleOf(source: string, ...given: readonly (Declaration | string)[]): Module {
  const path = source.replace(/^src/, 'dist').replace(/ts$/, 'js')
  const declarations = given.filter(item => typeof item !== 'string')
  const tag = given.find(item => typeof item === 'string')
  const reference = (name: string) => ({ name, module: path })
  return {
    kind: 'javascript-module',
    path,
    declarations,
    exports: [
      ...declarations.map(({ name }) => ({ kind: 'js', name, declaration: reference(name) })),
      ...declarations
        .slice(0, tag ? 1 : 0)
        .map(({ name }) => ({ kind: 'custom-element-definition', name: tag, declaration: reference(name) })),
    ],
  }
}
