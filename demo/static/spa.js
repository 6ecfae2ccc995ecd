/* global document, location, fetch */
'use strict';
(async function draw() {
  const app = document.getElementById('app');
  const style = document.createElement('style');
  style.textContent =
    'body{margin:0;background:#fafafa;font:15px/1.7 "Noto Sans CJK SC",sans-serif;color:#333}' +
    '.bar{background:#e0335b;color:#fff;padding:12px 20px;font-size:20px}.page{max-width:720px;margin:0 auto;padding:16px;background:#fff}' +
    'h1{font-size:22px}.meta{color:#999;font-size:13px}.card{display:block;border-bottom:1px solid #eee;padding:12px 0;color:#333;text-decoration:none}.c{color:#777;border-top:1px solid #f2f2f2;padding:6px 0}';
  document.head.append(style);

  function element(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  }

  const page = element('main', 'page');
  app.append(element('div', 'bar', '样例好物笔记'), page);
  const note = /\/spa\/note\/(\d+)$/.exec(location.pathname);
  const answer = await fetch(note ? '/spa/api/note/' + note[1] + '.json' : '/spa/api/notes.json');
  if (!answer.ok) {
    page.append(element('p', 'meta', '笔记不存在或已被作者删除'));
    return;
  }
  const data = await answer.json();
  if (note) {
    document.title = data.title + '_样例好物笔记';
    page.append(element('h1', '', data.title), element('p', 'meta', data.author + '\u3000发布于 ' + data.time));
    const article = element('article', 'article');
    for (const text of data.paragraphs) article.append(element('p', '', text));
    page.append(article);
    for (const text of data.comments) page.append(element('div', 'c', text));
    return;
  }
  for (const one of data) {
    const card = element('a', 'card', one.title);
    card.href = one.url;
    card.append(element('div', 'meta', one.author + '\u3000' + one.time));
    page.append(card);
  }
})();
