document.querySelector('#sales').prompts = ['Show me a table of the layouts']
document.querySelector('#support').prompts = ['Show me a list of tasks']
