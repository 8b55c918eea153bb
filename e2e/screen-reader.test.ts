import { listenToPage, liveRegions } from './harness/screen-reader.ts'
import { chatPage, expect, test } from './harness/test.ts'

const thinking = 'The assistant is thinking.'
const ends = ['The answer is complete.', 'The answer was stopped.', 'No answer came.']

/** Joins what of an answer was said one after another: where it is parted depends on how fast it came. */
const transcript = (spoken: readonly string[]): string[] => {
  const lines: string[] = []
  let within = false
  for (const text of spoken) {
    const notice = text === thinking || ends.includes(text)
    if (within && !notice) lines[lines.length - 1] += ` ${text}`
    else lines.push(text)
    within = !notice
  }
  return lines
}

const table =
  'Here is how the three layouts of the widget compare: Layout, Best for, Opens as, Thread list ' +
  'inline, help pages, product pages, part of the page, on demand ' +
  'popup, support on any page, a launcher button, on demand ' +
  'page, a workspace of its own, the whole window, beside, from 900 px ' +
  "Two things to keep in mind: The width of the widget's own box decides, not that of the window. " +
  'A layout can be changed at any time by setting the layout attribute.'

const why =
  'An answer survives a reload because it belongs to the server, not to your connection. ' +
  'Every piece is written to a log before anybody sees it, and a reader is no more than a place in that text. ' +
  'Write, then show. ' +
  'So a second tab, another device, or the same page a minute later all continue from where they are: ' +
  'no character is lost, none is repeated.'

test('UX2 a whole conversation, as a screen reader tells of it', async ({ page, server, chat }) => {
  const spoken = await listenToPage(page)
  const heard = (text: string, times: number) =>
    expect.poll(() => spoken.filter(line => line === text), { timeout: 30_000 }).toHaveLength(times)
  await page.goto(chatPage(server))
  await expect(chat.input).toBeVisible()
  // One region, and a polite one, once all is loaded: nothing interrupts, and nothing is told of by two.
  await expect.poll(() => liveRegions(page)).toEqual([{ role: 'status', live: 'polite' }])

  await chat.ask('A table, please')
  await heard('The answer is complete.', 1)
  await chat.ask('Why?')
  await heard('The answer is complete.', 2)
  await chat.ask('Please fail')
  await heard('No answer came.', 1)
  await chat.ask('A long story')
  await chat.untilShown(0)
  await chat.stop.click()
  await heard('The answer was stopped.', 1)
  const told = transcript(spoken)
  expect(told.slice(0, 9)).toEqual([
    thinking,
    table,
    'The answer is complete.',
    thinking,
    why,
    'The answer is complete.',
    thinking,
    'No answer came.',
    thinking,
  ])
  // How much of the story came before it was stopped differs; it was read out once, as it stands there.
  const story = (await chat.textOf(chat.answers.last()).first().innerText()).replace(/\s+/g, ' ').trim()
  expect(told.slice(9).join(' ')).toBe(`${story} The answer was stopped.`.trim())

  // Another conversation, and the same one again: what is there already is history.
  const before = spoken.length
  await chat.button('New conversation').click()
  await expect(chat.answers).toHaveCount(0)
  await chat.threadItems.first().getByRole('link').click()
  await expect(chat.questions.last()).toContainText('A long story')
  await page.reload()
  await expect(chat.questions.last()).toContainText('A long story')
  // What loads says so in a region of its own, which goes with it.
  await expect.poll(() => liveRegions(page)).toEqual([{ role: 'status', live: 'polite' }])
  expect(spoken.slice(before)).toEqual([])
})

test('UX2 the list reads in order: who says it, what, and what can be done with it', async ({ page, server, chat }) => {
  await page.goto(chatPage(server))
  await chat.ask('Why?')
  await chat.untilComplete()
  // Who says it comes first, and the messages in the order in which they were said.
  const list = chat.root.getByRole('log', { name: 'Conversation' })
  await expect(list.getByRole('article')).toHaveCount(2)
  await expect(list.getByRole('article').nth(0)).toMatchAriaSnapshot(`- article "You": Why?`)
  await expect(list.getByRole('article').nth(1)).toMatchAriaSnapshot(`
    - article "Assistant":
      - text: Assistant
      - time
      - group: /Reasoning/
      - paragraph:
        - strong: it belongs to the server, not to your connection
      - blockquote:
        - paragraph: Write, then show.
      - paragraph: /no character is lost/
      - navigation "Sources"
  `)
})

test('UX2 where the page wants it, an answer is read out whole at its end', async ({ page, server, chat }) => {
  const spoken = await listenToPage(page)
  await page.goto(chatPage(server))
  await page.evaluate(() => document.querySelector('chat-view')?.setAttribute('announce', 'end'))
  await chat.ask('Why?')
  await expect.poll(() => spoken, { timeout: 30_000 }).toHaveLength(3)
  expect(spoken).toEqual([thinking, why, 'The answer is complete.'])
})
