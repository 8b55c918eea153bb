import type { TemplateResult } from 'lit'
import { infoIcon } from '../../icons/troubles.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { noticeBox } from './notice.ts'

/** Stands for a part of a kind that this version does not know: a newer server sends more of them. */
export const unknownPart = (words: Localisation): TemplateResult =>
  noticeBox(
    { look: '', drawing: infoIcon, title: words.text('part.unknown'), text: words.text('part.unknownText') },
    false,
  )
