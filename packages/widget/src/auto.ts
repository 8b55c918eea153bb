import { defineElements } from './define.ts'

defineElements(import.meta.url)
