import { groups } from './all-states.ts'
import { type Picture, picturesOf } from './picture.ts'

const looks: Readonly<Record<Picture['look'], string>> = {
  light: 'light',
  dark: 'dark',
  rtl: 'right to left',
  forced: 'forced colours',
}

const cell = ({ file, device, look }: Picture, caption: string): string =>
  `<a href="${file}"><img src="${file}" alt="${caption}: ${device}, ${looks[look]}" width="${device === 'phone' ? 110 : 230}"></a>`

/** The page of the gallery: all states with all their pictures. */
export const galleryIndex = (): string => {
  const lines = [
    '# Gallery',
    '',
    'Every state of `<chat-view>`, drawn in a browser with a fake server behind it: light and dark, desktop and phone, and',
    'samples from right to left and in forced colours. Made by `npm run gallery`; `npm run gallery -- --check` compares.',
    'The table of states is `scripts/gallery/all-states.ts`.',
  ]
  for (const [group, states] of Object.entries(groups)) {
    lines.push('', `## ${group}`)
    for (const state of states) {
      lines.push('', `### ${state.caption}`, '', `\`${state.name}\``, '')
      lines.push(...picturesOf(state).map(picture => cell(picture, state.caption)))
    }
  }
  return `${lines.join('\n')}\n`
}

/** The names of all pictures. */
export const pictureFiles = (): readonly string[] =>
  Object.values(groups)
    .flat()
    .flatMap(state => picturesOf(state).map(({ file }) => file))
