import '@chat-view/widget/types/svelte'
