import { pageWatch } from '../../../crawler/sources/page-watch';
import { testSource } from '../local-web';
import { savedPage } from './saved-page';

const page = savedPage('page-watch/page.html', 'http://gov.example.invalid/notice');
const marker = (text: string, select?: object) =>
  pageWatch.read({ ...page, text }, testSource({ kind: 'page-watch', select })).pages[0]?.marker;

describe('watching a page', () => {
  it.each([
    ['scripts', page.text.replace('var t=1', 'var t=2'), undefined, false],
    ['visible text', page.text.replace('三家', '四家'), undefined, true],
    ['text outside the selected part', page.text.replace('1024', '1025'), { text: '.text' }, false],
    ['text inside the selected part', page.text.replace('三家', '四家'), { text: '.text' }, true],
  ])('judges a change of %s', (_, changed, select, isNew) => {
    expect(marker(changed, select) !== marker(page.text, select)).toBe(isNew);
  });
});
