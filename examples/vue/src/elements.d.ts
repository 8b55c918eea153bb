import '@chat-view/widget/types/vue'
