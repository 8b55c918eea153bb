import type { FakeServerOptions } from '@chat-view/sdk/testing'
import type { Stage } from './stage.ts'

/** Where a state is drawn: the whole page with its sidebar, a box within a page, or a popup over it. */
export type GalleryFrame = 'page' | 'box' | 'popup'

/** One state of the widget that the gallery shows. */
export interface GalleryState {
  /** The beginning of its pictures' names; kebab-case, unique. */
  readonly name: string
  /** What is to be seen, in one line. */
  readonly caption: string
  readonly frame: GalleryFrame
  /** Brings the widget into it, in the browser, and resolves when all of it is drawn. */
  readonly show: (stage: Stage) => Promise<unknown>
  /** How the fake server behaves. */
  readonly server?: FakeServerOptions
  /** Is drawn from right to left too. */
  readonly rightToLeft?: true
  /** Is drawn in forced colours too. */
  readonly forcedColours?: true
  /** Only a wide, or only a narrow box has it. */
  readonly only?: 'desktop' | 'phone'
  /** What the pointer rests on, as a selector. */
  readonly hover?: string
}
