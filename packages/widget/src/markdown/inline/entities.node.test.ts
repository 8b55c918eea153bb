import { describe, expect, it } from 'vitest'
import { decodeEntity } from './entities.ts'

describe('an entity', () => {
  it('UX3 stands for its character, by number or by a common name', () => {
    const known = { '&amp;': '&', '&#35;': '#', '&#x1F600;': '😀', '&nbsp;': '\u00a0', '&Auml;': 'Ä', '&ccaron;': 'č' }
    const more = { '&rarr;': '→', '&alpha;': 'α', '&Omega;': 'Ω', '&sigmaf;': 'ς', '&times;': '×', '&frac34;': '¾' }
    for (const [entity, char] of Object.entries({ ...known, ...more })) expect(decodeEntity(entity), entity).toBe(char)
  })

  it('UX3 of a character that cannot be is the replacement character', () => {
    for (const entity of ['&#0;', '&#xD800;', '&#xDFFF;', '&#x110000;', '&#9999999;'])
      expect(decodeEntity(entity), entity).toBe('\ufffd')
  })

  it('UX3 stays text if its name is not known', () => {
    for (const entity of ['&HilbertSpace;', '&AUML;', '&AMP;', '&qcaron;', '&constructor;', '&__proto__;'])
      expect(decodeEntity(entity), entity).toBeUndefined()
  })
})
