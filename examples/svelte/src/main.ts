import '@chat-view/widget/auto'
import { hydrate, mount } from 'svelte'
import App from './app.svelte'

const target = document.querySelector('#app')
// A server may have rendered the page already: see server.ts.
if (target) (target.firstElementChild ? hydrate : mount)(App, { target })
