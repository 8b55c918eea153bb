import { readFileSync } from 'node:fs'
import { escapeHtml } from './escape-html.ts'

type Values = Readonly<Record<string, string | undefined>>

/** A page of the folder `pages`: `{{name}}` stands for a value; an attribute without a value is left out. */
export const pageTemplate = (file: string): ((values: Values) => string) => {
  const text = readFileSync(new URL(`./pages/${file}`, import.meta.url), 'utf8')
  return values =>
    text
      .replaceAll(/ [\w-]+="\{\{(\w+)\}\}"/g, (attribute, name: string) => (values[name] ? attribute : ''))
      .replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => escapeHtml(values[name] ?? ''))
}
