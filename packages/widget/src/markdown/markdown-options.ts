import type { MarkdownExtension } from './markdown-extension.ts'
import { isSafeUrlByScheme } from './url-policy.ts'

/** Words that the renderer shows or announces. */
export interface MarkdownStrings {
  /** Name of a table's scrolling region. */
  readonly table: string
  /** A finished and an open task. */
  readonly done: string
  readonly open: string
  /** An image without a description. */
  readonly image: string
  /** What the button of an image does: it asks that host for it. */
  readonly showImage: (host: string) => string
}

/**
 * How a text becomes nodes. Everything is optional.
 *
 * ```ts
 * createMarkdownView(element, { imageHosts: ['images.example.com'], onLink: (event, url) => track(url) })
 * ```
 */
export interface MarkdownOptions {
  /** Makes the nodes; by default that of the target, or the page's. */
  readonly document?: Document
  /**
   * Decides about an address of a link or an image (SE6). Default: `http`, `https`, `mailto` and `tel`.
   * What could run script (`javascript:`, `data:`, …) is refused before this is asked.
   */
  readonly isSafeUrl?: (url: string) => boolean
  /** Whether the default `isSafeUrl` allows addresses relative to the page. Default false. */
  readonly relativeUrls?: boolean
  /** Hosts whose images load at once: `example.com`, or `*.example.com` for all below it. Default none: a click loads. */
  readonly imageHosts?: readonly string[]
  /** Called when a link is followed; `event.preventDefault()` keeps the browser from doing so. */
  readonly onLink?: (event: Event, url: string) => void
  /**
   * Called once for each code block when it is complete (UX3); `language` is the first word after the fence, or empty.
   * The signal aborts when the block is taken away, because the view is disposed or shows another text.
   */
  readonly codeBlock?: (code: HTMLElement, language: string, signal: AbortSignal) => void
  /** Draws what markdown leaves as it is, as formulas and diagrams. */
  readonly extension?: MarkdownExtension | undefined
  /** Added to the level of each heading, so that answers stay below the page's own headings. Default 2, at most `h6`. */
  readonly headingOffset?: number
  /** Words in the reader's language. Default English. */
  readonly strings?: Partial<MarkdownStrings>
}

/** The options with every default in place. */
export type MarkdownSettings = Required<Omit<MarkdownOptions, 'strings' | 'relativeUrls' | 'extension'>> & {
  readonly strings: MarkdownStrings
  readonly extension: MarkdownExtension | undefined
}

const STRINGS: MarkdownStrings = {
  table: 'Table',
  done: 'Done',
  open: 'Open',
  image: 'Image',
  showImage: host => `Show image from ${host}`,
}

/** Fills in the defaults. */
export function resolveOptions(options: MarkdownOptions, document: Document): MarkdownSettings {
  return {
    document,
    isSafeUrl: options.isSafeUrl ?? (url => isSafeUrlByScheme(url, options.relativeUrls ?? false)),
    imageHosts: options.imageHosts ?? [],
    onLink: options.onLink ?? (() => undefined),
    codeBlock: options.codeBlock ?? (() => undefined),
    extension: options.extension,
    headingOffset: options.headingOffset ?? 2,
    strings: { ...STRINGS, ...options.strings },
  }
}
