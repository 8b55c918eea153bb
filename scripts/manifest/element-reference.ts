import type { Declaration, Field, Manifest, Method } from './manifest.ts'

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``
const plain = (text: string | undefined): string => (text ?? '').replaceAll(/\s*\n\s*/g, ' ')

/** A table with its heading; nothing for no rows. */
function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const lines = [heads, heads.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`)
  return `### ${title}\n\n${lines.join('\n')}\n`
}

const fields = (declaration: Declaration): readonly Field[] =>
  (declaration.members ?? []).filter(member => member.kind === 'field')

function signature({ name, parameters = [], return: returned }: Method): string {
  const given = parameters.map(
    ({ name, optional, type }) => `${name}${optional ? '?' : ''}: ${type?.text ?? 'unknown'}`,
  )
  return `${name}(${given.join(', ')}): ${returned?.type?.text ?? 'void'}`
}

function element(declaration: Declaration): string {
  const { tagName, description, attributes = [], members = [], events = [], slots = [] } = declaration
  const { cssParts = [], cssProperties = [] } = declaration
  const byCode = fields(declaration).filter(({ attribute }) => !attribute)
  const sections = [
    `## <${tagName}>\n\n${plain(description)}\n`,
    table(
      'Attributes, and properties of the same name',
      ['name', 'type', 'meaning'],
      attributes.map(({ name, type, description, fieldName }) => [
        code(name),
        type ? code(type.text) : '',
        `${plain(description)}${fieldName ? '' : ' Attribute only.'}`,
      ]),
    ),
    table(
      'Properties only',
      ['name', 'type', 'meaning'],
      byCode.map(({ name, type, description, readonly }) => [
        code(name),
        type ? code(type.text) : '',
        `${plain(description)}${readonly ? ' Read only.' : ''}`,
      ]),
    ),
    table(
      'Methods',
      ['method', 'does'],
      members
        .filter(member => member.kind === 'method')
        .map(member => [code(signature(member)), plain(member.description)]),
    ),
    table(
      'Events',
      ['event', 'class', 'when'],
      events.map(({ name, type, description }) => [
        code(name),
        `[${code(type?.text ?? '')}](#${type?.text.toLowerCase()})`,
        plain(description),
      ]),
    ),
    table(
      'Slots',
      ['slot', 'place'],
      slots.map(({ name, description }) => [name === '' ? '(default)' : code(name), plain(description)]),
    ),
    table(
      'Parts',
      ['part', 'is'],
      cssParts.map(({ name, description }) => [code(name), plain(description)]),
    ),
    table(
      'CSS properties',
      ['property', 'default', 'sets'],
      cssProperties.map(({ name, default: fallback, description }) => [
        code(name),
        fallback ? code(fallback) : '–',
        plain(description),
      ]),
    ),
  ]
  return sections.filter(Boolean).join('\n')
}

function event(declaration: Declaration): string {
  const rows = fields(declaration).map(({ name, type, description }) => [
    code(name),
    type ? code(type.text) : '',
    plain(description),
  ])
  return [
    `### ${declaration.name}\n\n${plain(declaration.description)}\n`,
    rows.length === 0 ? '' : table('', ['field', 'type', 'meaning'], rows).replace('### \n\n', ''),
  ]
    .filter(Boolean)
    .join('\n')
}

/** The page that tells of every public element, from the manifest. */
export function elementReference({ modules }: Manifest): string {
  const declarations = modules.flatMap(({ declarations }) => declarations)
  const [elements, events] = [true, false].map(is => declarations.filter(one => Boolean(one.customElement) === is))
  return [
    '# Elements\n',
    'Made from the classes by `npm run generate`; tools read the same from `custom-elements.json` in the package. How they are put on a page: [embedding](../guide/embedding.md), [frameworks](../guide/frameworks.md).\n',
    ...(elements ?? []).map(element),
    '## Events\n\nAll of them bubble and leave shadow trees. `chat-link` can be cancelled.\n',
    ...(events ?? []).map(event),
  ].join('\n')
}
