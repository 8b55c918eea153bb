import type { LitElement } from 'lit'
import { adoptSheets } from '../../styles/adopt-sheets.ts'
import { citations } from '../../styles/citations.ts'
import { fold } from '../../styles/fold.ts'
import { states } from '../../styles/states.ts'
import { conflictSheet } from './conflict-sheet.ts'

/** The looks of what few messages show: how they ended, reasoning, sources, what was refused. */
export const dressMessage = (message: LitElement): void =>
  adoptSheets(message.renderRoot as ShadowRoot, states, fold, citations, conflictSheet)
