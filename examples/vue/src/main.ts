import '@chat-view/widget/auto'
import { createApp, createSSRApp } from 'vue'
import App from './app.vue'

const rendered = document.querySelector('#app')?.firstElementChild
// A server may have rendered the page already: see server.ts.
const create = rendered ? createSSRApp : createApp
create(App).mount('#app')
