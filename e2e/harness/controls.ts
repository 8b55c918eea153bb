import type { Page } from '@playwright/test'

/**
 * What of all that can be pressed or typed into now is hard to hit with a finger: where a square of `size` px around its
 * middle does not belong to it. What widens it without being it counts, as a label or a row around it.
 */
export const smallTargets = (page: Page, size: number): Promise<string[]> =>
  page.evaluate(size => {
    const controls = 'a[href], button, input, select, textarea, summary, [role=button]'
    const found: HTMLElement[] = []
    const visit = (root: ParentNode): void => {
      found.push(...root.querySelectorAll<HTMLElement>(controls))
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) visit(element.shadowRoot)
    }
    visit(document)
    const deepest = (x: number, y: number): Element | null => {
      let at = document.elementFromPoint(x, y)
      while (at?.shadowRoot) {
        const inner: Element | null = at.shadowRoot.elementFromPoint(x, y)
        if (!inner || inner === at) break
        at = inner
      }
      return at
    }
    const hits = (control: HTMLElement, x: number, y: number): boolean => {
      const at = deepest(x, y)
      return at !== null && (control.contains(at) || at.closest('label')?.control === control)
    }
    const isSmall = (control: HTMLElement): boolean => {
      const { width, height } = control.getBoundingClientRect()
      if (width >= size && height >= size) return false
      control.scrollIntoView({ block: 'center', inline: 'center' })
      const { left, right, top, bottom } = control.getBoundingClientRect()
      const [x, y, reach] = [(left + right) / 2, (top + bottom) / 2, size / 2 - 1]
      return ![
        hits(control, x, y - reach),
        hits(control, x, y + reach),
        hits(control, x - reach, y),
        hits(control, x + reach, y),
      ].every(Boolean)
    }
    return (
      found
        .filter(
          control =>
            control.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && control.offsetWidth > 0,
        )
        // A link within a sentence is as large as its words.
        .filter(control => !control.matches('p a, li a:not([part])') && !control.closest('[inert]'))
        .filter(isSmall)
        .map(control => {
          const { width, height } = control.getBoundingClientRect()
          const name = control.getAttribute('aria-label') ?? control.textContent?.trim().slice(0, 40)
          return `${control.localName} ${name}: ${Math.round(width)}×${Math.round(height)}`
        })
    )
  }, size)

/** What is drawn beyond the sides of the screen, and not in a box that one can scroll. */
export const lostContent = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const lost: string[] = []
    const scrolls = (element: Element): boolean => /auto|scroll/.test(getComputedStyle(element).overflowX)
    const up = (element: Element): Element | null =>
      element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) visit(element.shadowRoot)
        if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('svg, .unseen')) continue
        const { left, right, width } = element.getBoundingClientRect()
        if (width <= 1 || (left >= -1 && right <= innerWidth + 1)) continue
        let within: Element | null = element
        while (within && !scrolls(within)) within = up(within)
        if (!within) lost.push(`${element.localName}.${element.className} ${Math.round(left)}–${Math.round(right)}`)
      }
    }
    visit(document)
    const { scrollWidth } = document.documentElement
    if (scrollWidth > innerWidth) lost.push(`the page is ${scrollWidth} wide`)
    return lost
  })
