import { find, findAll, nextFrame, until } from './chat-page.ts'
import { Conversation } from './conversation.ts'

/** Texts of very different lengths, so that no guess at a height is right: `q…z` of questions, `a…z` of answers. */
export const longText = (at: number): string => {
  if (at % 2 === 0) return `Question q${at}z ${'of a few words '.repeat(at % 9)}`
  const lines = Array.from({ length: 1 + ((at * 7) % 5) }, (_, line) =>
    `Answer a${at}z, ${line}. `.repeat(3 + (at % 11)),
  )
  return lines.join('\n\n')
}

/** Px between what is on the screen and the list's end. */
export const gapOf = (box: Element): number => box.scrollHeight - box.scrollTop - box.clientHeight

export const topOf = (element: Element): number => element.getBoundingClientRect().top

/** So many drawn frames. */
export const drawn = async (frames = 4): Promise<void> => {
  for (let frame = 0; frame < frames; frame++) await nextFrame()
}

/** The first message that is on the screen. */
export const firstInSight = (box: Element): HTMLElement | undefined => {
  const { top, bottom } = box.getBoundingClientRect()
  return findAll(box, 'chat-message').find(message => {
    const place = message.getBoundingClientRect()
    return place.bottom > top && place.top < bottom
  })
}

/** Scrolls there, and waits until it is drawn: what flies past is drawn now and then only. */
export const goTo = async (box: Element, top: number): Promise<void> => {
  box.scrollTop = top
  await drawn()
  await until(() => firstInSight(box), 'messages')
  await drawn()
}

/** A conversation of so many messages, shown at its end, and the scroller of its list. */
export const beginLong = async (
  count: number,
  pageSize: number,
  size?: { readonly width: number; readonly height: number },
): Promise<{ readonly talk: Conversation; readonly box: HTMLElement }> => {
  const talk = await Conversation.begin({ pageSize })
  talk.fill(count, longText)
  await talk.show({}, size)
  const box = await until(() => find(talk.view, '.messages'), 'the list')
  await until(() => gapOf(box) < 2 && box.scrollTop > 0, 'the end')
  return { talk, box }
}
