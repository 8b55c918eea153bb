import { readFileSync } from 'node:fs'
import { escapeHtml } from './escape-html.ts'

type Values = Readonly<Record<string, string | undefined>>

/** The text of a file of the folder `pages`. */
export const pageFile = (file: string): string => readFileSync(new URL(`./pages/${file}`, import.meta.url), 'utf8')

/** A page of the folder `pages`: `{{name}}` stands for a value; an attribute without a value is left out. */
export const pageTemplate = (file: string): ((values: Values) => string) => {
  const text = pageFile(file)
  return values =>
    text
      .replaceAll(/ [\w-]+="\{\{(\w+)\}\}"/g, (attribute, name: string) => (values[name] ? attribute : ''))
      .replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => escapeHtml(values[name] ?? ''))
}
