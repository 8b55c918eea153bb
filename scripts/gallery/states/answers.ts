import type { GalleryState } from '../gallery-state.ts'
import { answer, code, question, rich, table } from '../sample-texts.ts'
import type { Stage } from '../stage.ts'

/** A conversation that ends with this answer. */
const answered =
  (text: string, more: Parameters<Stage['talk']['answer']>[1] = {}) =>
  async (stage: Stage): Promise<void> => {
    stage.talk.mine(question)
    stage.talk.answer(text, more)
    await stage.show()
    await stage.until(() => stage.find('.prose')?.clientHeight, 'the answer')
  }

const tool = (state: 'done' | 'failed' | 'interrupted', name: string) =>
  ({ kind: 'tool', call: name, name, state, arguments: '{"tariff":"Night"}', result: '{"ok":true}' }) as const

const open = async (stage: Stage): Promise<void> => {
  for (const fold of stage.findAll('details.fold')) (fold as HTMLDetailsElement).open = true
}

/** The model asks for a tool that wants a person's word. */
const approval = async (stage: Stage): Promise<void> => {
  stage.server.answers.calls = () => [
    {
      name: 'switch_tariff',
      arguments: { tariff: 'Night', from: '1 December' },
      approval: true,
      result: '{"ok":true}',
    },
  ]
  await stage.show()
  await stage.ask('Switch me over.')
  await stage.wait('.tool')
}

export const answers: readonly GalleryState[] = [
  {
    name: 'thinking',
    caption: 'The assistant thinks; nothing has come yet',
    frame: 'box',
    forcedColours: true,
    show: async stage => {
      await stage.show()
      await stage.ask(question)
      await stage.wait('.wait')
    },
  },
  {
    name: 'streaming',
    caption: 'The answer comes',
    frame: 'box',
    rightToLeft: true,
    server: { answer: () => answer },
    show: async stage => {
      await stage.show()
      await stage.ask(question)
      stage.server.release(30)
      await stage.until(() => (stage.find('.prose.live')?.textContent?.length ?? 0) > 80, 'the text')
    },
  },
  {
    name: 'rich',
    caption: 'Headings, lists, tasks, quote, table, picture',
    frame: 'page',
    rightToLeft: true,
    show: answered(rich),
  },
  { name: 'table', caption: 'A table scrolls in its own box', frame: 'box', show: answered(table) },
  {
    name: 'code',
    caption: 'A code block, highlighted',
    frame: 'box',
    forcedColours: true,
    show: async stage => {
      await answered(code)(stage)
      await stage.wait('[part~=code-block] .k')
    },
  },
  {
    name: 'reasoning',
    caption: 'Reasoning, unfolded',
    frame: 'box',
    show: async stage => {
      await answered(answer, {
        parts: [
          {
            kind: 'reasoning',
            text: 'They ask about cost. The last month is typical, so its figures will do.',
            seconds: 7,
          },
          { kind: 'text', text: answer },
        ],
      })(stage)
      await open(stage)
    },
  },
  {
    name: 'citations',
    caption: 'Citations and their sources',
    frame: 'box',
    rightToLeft: true,
    show: answered('', {
      parts: [
        { kind: 'text', text: 'The night rate is 9.2 p from midnight to five. [1] It holds for a year. [2]' },
        { kind: 'citation', number: 1, title: 'Night 12: rates', url: 'https://hollin.example/rates', quote: null },
        {
          kind: 'citation',
          number: 2,
          title: 'Terms of the tariffs',
          url: 'https://hollin.example/terms',
          quote: null,
        },
      ],
    }),
  },
  {
    name: 'suggestions',
    caption: 'What could be asked next',
    frame: 'box',
    server: { answer: () => answer },
    show: async stage => {
      stage.server.answers.suggestions = ['And in a flat?', 'How do I switch?']
      await stage.show()
      await stage.ask(question)
      await stage.finish()
      await stage.until(() =>
        stage.findAll('button').some(({ textContent }) => textContent?.includes('And in a flat?')),
      )
    },
  },
  {
    name: 'tool-approval',
    caption: 'A tool asks for a word',
    frame: 'box',
    rightToLeft: true,
    forcedColours: true,
    show: approval,
  },
  {
    name: 'tool-result',
    caption: 'A tool was used: what it was given, what it answered',
    frame: 'box',
    show: async stage => {
      await approval(stage)
      await stage.press('part.allowOnce')
      await stage.wait('.fold > summary')
      await open(stage)
    },
  },
  {
    name: 'tool-ends',
    caption: 'Tools that were used, failed, and were interrupted',
    frame: 'box',
    show: answered(answer, {
      parts: [
        tool('done', 'read_meter'),
        tool('failed', 'read_tariff'),
        tool('interrupted', 'switch_tariff'),
        { kind: 'text', text: answer },
      ],
    }),
  },
  {
    name: 'versions',
    caption: 'Earlier answers are kept: the pager',
    frame: 'box',
    rightToLeft: true,
    show: answered(answer, { versions: { shown: 2, count: 3 } }),
  },
  {
    name: 'feedback',
    caption: 'What was wrong with an answer',
    frame: 'box',
    show: async stage => {
      await answered('One is enough.')(stage)
      await stage.press('message.bad')
      await stage.wait('.tool')
    },
  },
]
