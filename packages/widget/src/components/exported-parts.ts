/** For `exportparts` of an element within another one's shadow root: every public part reaches the page (EM9). */
export const exportedParts =
  'launcher,badge,panel,header,thread-list,thread-item,thread-menu,new-thread,search,messages,message,' +
  'message-user,message-assistant,message-text,message-actions,message-error,versions,code-block,copy,' +
  'composer,input,send,stop,prompts,prompt,connection,reconnect,context-meter,' +
  'summary,jump-latest,typing,error'
