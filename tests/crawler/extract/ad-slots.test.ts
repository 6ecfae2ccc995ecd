import { readAdSlots } from '../../../crawler/extract/ad-slots';
import { savedPage } from './saved-page';

describe('readAdSlots', () => {
  const slots = readAdSlots({ url: 'http://health.example/', html: savedPage('advertisements') });

  test('finds banner, labelled text, frame and click area; leaves pictures, players and dots alone', () => {
    expect(slots.map(({ form, contentUrl, landingUrl }) => ({ form, contentUrl, landingUrl }))).toEqual([
      {
        form: 'picture',
        contentUrl: 'http://health.example/ads/top.png',
        landingUrl: 'https://shop.example.net/land?x=1',
      },
      { form: 'text', contentUrl: null, landingUrl: 'https://other.example.org/buy' },
      { form: 'frame', contentUrl: 'https://ads.example.com/frame.html', landingUrl: null },
      { form: 'picture', contentUrl: 'http://health.example/ads/side.gif', landingUrl: 'https://click.example.com/go' },
    ]);
  });

  test('tells size, place and label', () => {
    expect(slots[0]).toMatchObject({ width: 728, height: 90, text: '三天见效', position: 0, isLabelled: false });
    expect(slots[0]?.place).toContain('banner-top');
    expect(slots[1]).toMatchObject({ isLabelled: true, text: '神奇贴膏，老中医推荐' });
  });
});
