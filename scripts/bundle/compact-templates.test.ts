import { expect, it } from 'vitest'
import { compactTemplates } from './compact-templates.ts'

it('UX3 shortens style sheets', () => {
  const code = 'export const s = defineSheet(`\n.a { color: red; }\n.b::before { content: "\\\\2013"; }\n`)'
  expect(compactTemplates(code)).toBe('export const s = defineSheet(".a{color:red}.b:before{content:\\"–\\"}")')
})

it('UX3 keeps what newer style sheets say', () => {
  const written = ':host{--a: light-dark(#fff, oklch(from var(--b) min(l, .5) c h / .2));inset-inline:0 auto}'
  const short = ':host{--a:light-dark(#fff,oklch(from var(--b) min(l,.5) c h/.2));inset-inline:0 auto}'
  expect(compactTemplates(`defineSheet(\`${written}\`)`)).toBe(`defineSheet("${short}")`)
})

it('UX3 keeps the texts in custom properties', () => {
  const code = compactTemplates('defineSheet(`:host{--f: x, "A, B / C", y}`)')
  expect(code).toBe('defineSheet(":host{--f:x,\\"A, B / C\\",y}")')
})

it('UX3 shortens templates within templates, each in its place', () => {
  const code = `html\`<ul>\n  \${items.map(item => html\`<li\n  >\${item}</li>\`)}\n</ul>\``
  expect(compactTemplates(code)).toBe(`html\`<ul> \${items.map(item => html\`<li >\${item}</li>\`)} </ul>\``)
})

it('UX3 leaves other texts alone', () => {
  const code = `const a = \`x\n  y\`; f(\`a  b\`); defineSheet(text); defineSheet(\`.a { b: \${c} }\`)`
  expect(compactTemplates(code)).toBe(code)
})
