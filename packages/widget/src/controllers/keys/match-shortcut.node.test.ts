import { describe, expect, it } from 'vitest'
import { commands } from '../../locales/en/commands.ts'
import { loadLocale } from '../../locales/load-locale.ts'
import { keysOf, spokenKeysOf } from './key-names.ts'
import { matchShortcut } from './match-shortcut.ts'
import { type ShortcutPlace, shortcuts } from './shortcuts.ts'

const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  ({ key, code: '', metaKey: false, ctrlKey: false, altKey: false, shiftKey: false, ...more }) as KeyboardEvent
const all: readonly ShortcutPlace[] = ['anywhere', 'blank', 'reading']
const id = (event: KeyboardEvent, apple = false, places = all) => matchShortcut(event, places, apple)?.id ?? null

describe('keyboard shortcuts', () => {
  it('CV2.1 are Command’s on Apple’s systems and Control’s elsewhere, never both', () => {
    expect(id(press('k', { ctrlKey: true }))).toBe('commands')
    expect(id(press('k', { metaKey: true }), true)).toBe('commands')
    expect(id(press('k', { metaKey: true }))).toBe(null)
    expect(id(press('k', { ctrlKey: true }), true)).toBe(null)
    expect(id(press('k', { ctrlKey: true, metaKey: true }))).toBe(null)
    // AltGr is Control and Alt.
    expect(id(press('k', { ctrlKey: true, altKey: true }))).toBe(null)
  })

  it('CV2.1 are found by what a key writes, and by its place where it writes no Latin letter', () => {
    expect(id(press('л', { code: 'KeyK', ctrlKey: true }))).toBe('commands')
    expect(id(press('k', { code: 'KeyE', ctrlKey: true }))).toBe('commands')
    expect(id(press('t', { code: 'KeyK', ctrlKey: true }))).toBe(null)
    expect(id(press('O', { ctrlKey: true, shiftKey: true }))).toBe('newThread')
    expect(id(press('o', { ctrlKey: true }))).toBe(null)
  })

  it('CV2.1 take a sign with Shift or without, as the keyboard has it', () => {
    expect(id(press('?', { shiftKey: true }))).toBe('shortcuts')
    expect(id(press('?'))).toBe('shortcuts')
    expect(id(press('/', { ctrlKey: true, shiftKey: true }))).toBe('shortcuts')
  })

  it('CV2.1 work only where they are meant to', () => {
    expect(id(press('?'), false, ['anywhere'])).toBe(null)
    expect(id(press('ArrowUp'), false, ['anywhere', 'reading'])).toBe(null)
    expect(id(press('ArrowUp'), false, ['anywhere', 'blank'])).toBe('editLast')
    expect(id(press('Enter'))).toBe(null)
  })

  it('CV11 are none while a composition goes on, nor by the key that ends it', () => {
    expect(id(press('Escape', { isComposing: true }))).toBe(null)
    expect(id(press('ArrowUp', { keyCode: 229 }))).toBe(null)
  })

  it('CV2.1 never stand for two things at one place', () => {
    const taken = shortcuts.flatMap(({ keys, where }) => keys.map(combination => `${where} ${combination}`))
    expect(new Set(taken).size).toBe(taken.length)
  })

  it('EM10 are named as the system and the language name them', async () => {
    const words = await loadLocale('de')
    await words.dialogs()
    expect(keysOf(words, 'newThread', false)).toBe('Strg+Umschalt+O')
    expect(keysOf(words, 'newThread', true)).toBe('⌘⇧O')
    expect(keysOf(words, 'stop', true)).toBe(commands['key.escape'])
    expect(spokenKeysOf('commands', false)).toBe('Control+K')
    expect(spokenKeysOf('commands', true)).toBe('Meta+K')
  })
})
