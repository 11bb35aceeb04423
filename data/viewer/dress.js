/* ==== dress.js: language, direction and colours of the page itself ==== */
'use strict';

/** Every word of the page in the voice's language; in its direction. */
function translatePage(voice, title) {
  const root = document.documentElement;
  root.lang = voice.language;
  root.dir = voice.language === 'ar' ? 'rtl' : 'ltr';
  for (const element of document.querySelectorAll('[data-word]'))
    element.textContent = voice.say(element.dataset.word);
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', voice.say(element.dataset.label));
    if (element.matches('button')) element.title = voice.say(element.dataset.label);
  }
  byId('query').placeholder = voice.say('search');
  for (const element of document.querySelectorAll('[data-language]'))
    element.setAttribute('aria-pressed', String(element.dataset.language === voice.language));
  byId('title').replaceChildren(isolated(title));
  byId('title').title = title;
  document.title = title;
}

/** Dark or light; the colours that the picture takes from it. */
function putOnTheme(dark) {
  document.documentElement.classList.toggle('dark', dark);
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  return {paper: colour('--paper'), ink: colour('--ink'), edge: colour('--edge'), halo: colour('--halo'),
    accent: colour('--accent')};
}

function showHelp(box, voice) {
  box.replaceChildren(
    make('h2', {id: 'help-title'}, voice.say('helpTitle')),
    make('p', {}, voice.say('helpText')),
    make('dl', {}, voice.list('helpKeys').flatMap(([keys, what]) =>
      [make('dt', {}, make('kbd', {dir: 'ltr'}, keys)), make('dd', {}, what)])),
    make('div', {class: 'buttons'}, button(voice.say('close'), () => box.close())));
  box.showModal();
}
